"""Register: searches."""

from django.db import models


class Search(models.Model):
    """One search of somebody held, by ``officer``."""

    subject = models.UUIDField(primary_key=True)
    presentation = models.UUIDField(db_index=True)
    post = models.UUIDField()
    happened = models.DateTimeField()
    officer = models.UUIDField()
    searched = models.JSONField()
    why = models.CharField(max_length=15)
    own_sex = models.BooleanField()
    told = models.BooleanField()
    result = models.CharField(max_length=10)
    remark = models.TextField(blank=True)

    class Meta:
        db_table = "border_search"
