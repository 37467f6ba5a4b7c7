"""Forms as workbooks of the XLSForm standard, which ODK, Kobo and their kin open; and back, exactly the same."""

from hailong.measure.questionnaires.xlsform.reading import BadXlsform, from_xlsform
from hailong.measure.questionnaires.xlsform.writing import to_xlsform

__all__ = ["BadXlsform", "from_xlsform", "to_xlsform"]
