"""The form that takes a dataset."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from palermo.measure.importing import LARGEST_FILE


class DatasetForm(forms.Form):
    """One file: a workbook of published statistics or a register of treaty participation."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("UNODC's published trafficking workbook (.xlsx), or treaty participation (.csv). At most 64 MB."),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 64 MB."))
        return file
