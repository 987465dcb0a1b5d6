"""Why something about staff can't be done: a code that the screens put into words."""

from django.forms import BaseForm
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, str | Promise] = {
    "no_such_staff": _("There is no such staff member."),
    "no_such_account": _("This staff member has no account."),
    "has_account": _("This staff member has an account already."),
    "username_taken": _("This user name is taken."),
    "username_form": _("A user name has 3 to 60 letters, digits, dots, dashes or underscores."),
    "role_needs_post": _("This role is held at a post: choose one."),
    "role_without_post": _("This role holds in the whole country: leave the post empty."),
    "no_such_post": _("There is no such post."),
    "no_such_role": _("There is no such role."),
    "roles_apart": _("Nobody may hold these two roles together."),
    "own_role": _("Nobody changes their own roles. Ask another administrator."),
    "own_account": _("Nobody does this to their own account. Ask another administrator."),
    "has_left": _("This staff member has left."),
    "last_administrator": _("This is the last administrator. Appoint another one first."),
    "reason_needed": _("Say why."),
    "same_administrator": _("A second administrator must confirm this."),
    "no_request": _("There is no open request to confirm."),
    "no_such_organisation": _("There is no such organisation."),
    "organisation_in_use": _("Staff still work for this organisation."),
    "name_needed": _("Give a name."),
    "scope_needed": _("Choose at least one thing the device may do."),
    "no_such_device": _("There is no such device."),
    "no_such_alarm": _("There is no such alarm."),
    "answered_already": _("This alarm has been answered already."),
}


class PeopleProblemError(ValueError):
    """Something about staff can't be done; ``code`` is a key of MESSAGES, ``field`` the form field it belongs to."""

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.field = field

    @property
    def message(self) -> str | Promise:
        """The reason in words."""
        return MESSAGES[self.code]

    def on(self, form: BaseForm) -> None:
        """Show the reason at the field it belongs to, or above the form."""
        form.add_error(self.field if self.field in form.fields else None, str(self.message))
