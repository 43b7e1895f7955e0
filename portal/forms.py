"""Forms of the admin."""

from copy import copy

from django import forms

from portal import actions


class LessonForm(forms.ModelForm):
    """A lesson, refused where the action would refuse it: nobody publishes what nobody else has read."""

    actor = None  # the editor at work, given by the admin

    def clean(self):
        cleaned = super().clean()
        lesson = copy(self.instance)
        for name, value in self.cleaned_data.items():
            setattr(lesson, name, value)
        actions.refuse_unreviewed(actor=self.actor, lesson=lesson)
        return cleaned
