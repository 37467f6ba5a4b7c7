"""The states of drafts, plans, tasks and occurrences, and the moves between them, as tables; no database."""

from typing import Final

QUEUED: Final = "queued"
READING: Final = "reading"
READ: Final = "read"
FAILED: Final = "failed"

STATES: Final = (QUEUED, READING, READ, FAILED)
MOVES: Final[dict[str, frozenset[str]]] = {
    QUEUED: frozenset({READING}),
    # Back to the queue: too long to be read while somebody waits, or its worker was killed.
    READING: frozenset({READ, FAILED, QUEUED}),
    READ: frozenset(),
    FAILED: frozenset({QUEUED}),  # somebody asks to try again
}
DAYS_KEPT: Final = 7
MINUTES_OF_SILENCE: Final = 5  # a reading tells of itself every few pages; so long without a word, its worker is gone
READINGS_MOST: Final = 2  # a document that ends its reader twice is not given to a third

ACTIVE: Final = "active"
ENDED: Final = "ended"
WITHDRAWN: Final = "withdrawn"
PLAN_STATES: Final = (ACTIVE, ENDED, WITHDRAWN)

FACT_KINDS: Final = ("target", "quota", "time_limit", "score", "scorecard", "duty")

ROW: Final = "row"  # a row of the plan's table
DUTY: Final = "duty"  # a sentence of its body
ADDED: Final = "added"  # given later by hand
CORRECTIVE: Final = "corrective"  # proposed from a gap of the index
ORIGINS: Final = (ROW, DUTY, ADDED, CORRECTIVE)

WAITING: Final = "waiting"
OPEN: Final = "open"
REPORTED: Final = "reported"
RETURNED: Final = "returned"
ACCEPTED: Final = "accepted"
CANCELLED: Final = "cancelled"
OCCURRENCE_MOVES: Final[dict[str, frozenset[str]]] = {
    WAITING: frozenset({OPEN, CANCELLED}),  # its trigger was set
    OPEN: frozenset({REPORTED, CANCELLED}),
    REPORTED: frozenset({ACCEPTED, RETURNED, CANCELLED}),
    RETURNED: frozenset({REPORTED, CANCELLED}),
    ACCEPTED: frozenset(),
    CANCELLED: frozenset(),
}
OCCURRENCE_STATES: Final = tuple(OCCURRENCE_MOVES)
TO_DO: Final = (WAITING, OPEN, RETURNED)
UNFINISHED: Final = (OPEN, RETURNED)  # to be reported on; overdue once its last day is past
UNANSWERED: Final = (OPEN, WAITING)  # nobody has reported on it yet, nor was told that it is not enough
CLOSED: Final = (ACCEPTED, CANCELLED)  # nothing more happens to it

# Whoever takes part in a task (leads or coordinates it) does these as if the task were the unit's own; everything else
# is for those above the plan's own unit alone: nobody accepts, orders or cancels the work of which he is a part.
OF_PARTICIPANTS: Final = frozenset(
    {"plan.see", "report.see", "task.event", "posting.add", "task.report", "task.explain"}
)
IN_ITS_NAME: Final = frozenset(
    {"task.report", "task.explain"}
)  # done in the name of a unit taking part, never from above
OF_LEADS: Final = frozenset({"task.explain"})  # a coordinating unit adds its part of a report, and explains nothing

DEFINITIONS: Final[dict[str, str]] = {
    "total": "Tổng số đợt: mọi lần một nhiệm vụ phải có kết quả; bằng tổng của tám mục dưới đây.",
    "accepted_on_time": "Đúng hạn: đã nghiệm thu, báo cáo được nghiệm thu gửi không muộn hơn ngày đến hạn.",
    "accepted_late": "Trễ hạn đã xong: đã nghiệm thu, báo cáo được nghiệm thu gửi sau ngày đến hạn.",
    "reported": "Chờ nghiệm thu: đã báo cáo hoàn thành, chưa có người nghiệm thu hoặc trả lại.",
    "returned": "Trả lại: báo cáo bị trả lại và chưa quá hạn.",
    "overdue": "Quá hạn: đã qua ngày đến hạn mà chưa báo cáo hoàn thành, hoặc báo cáo bị trả lại.",
    "not_yet_due": "Chưa đến hạn: đang thực hiện, ngày đến hạn chưa qua.",
    "waiting": "Chờ điều kiện: chưa có hạn vì sự kiện hoặc văn bản được nêu chưa có; không bao giờ là quá hạn.",
    "cancelled": "Đã huỷ: có lý do ghi kèm; không tính vào tỷ lệ.",
    "due_so_far": "Đến hạn: có ngày đến hạn không sau ngày tính, không kể đợt chờ điều kiện và đợt đã huỷ.",
    "kept": "Giữ hạn: trong số đến hạn, những đợt đã nghiệm thu đúng hạn.",
    "rate": "Tỷ lệ đúng hạn: số giữ hạn chia cho số đến hạn; việc xong sớm trước ngày tính không làm tăng tỷ lệ.",
    "stale": "Việc chậm: đợt quá hạn tính theo đơn vị chịu trách nhiệm chính, số ngày kể từ ngày đến hạn cũ nhất.",
}
"""What each figure of progress counts, in one sentence, printed wherever the figure is."""


def may_move(state: str, to: str) -> bool:
    """Whether a draft in `state` may go to state `to`."""
    return to in MOVES[state]


def before(to: str) -> tuple[str, ...]:
    """The states from which a draft may come to `to`."""
    return tuple(state for state in STATES if may_move(state, to))


def comes_from(to: str) -> tuple[str, ...]:
    """The states from which an occurrence may come to `to`."""
    return tuple(state for state, moves in OCCURRENCE_MOVES.items() if to in moves)
