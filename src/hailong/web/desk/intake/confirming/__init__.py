"""From a reviewed draft to a plan that lives: what will be made is shown, what is unclear is asked, then it is made."""
