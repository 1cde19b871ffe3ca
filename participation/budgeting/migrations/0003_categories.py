"""Categories of proposals with their limits, and what equal shares leave used by most votes first; frozen like the other rules."""

from functools import partial
from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

guards = import_module("participation.budgeting.migrations.0002_freeze")
MORE = {
    **guards.MORE,
    "round": ("fills_up",),
    "proposal": ("category_id",),
    "category": ("round_id", "name_fi", "max_choices", "budget", "most"),
}
freeze, thaw = partial(guards.freeze, more=MORE), partial(guards.thaw, more=MORE)


class Migration(migrations.Migration):

    dependencies = [
        ('budgeting', '0002_freeze'),
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.RunPython(guards.thaw, guards.freeze),
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_fi', models.CharField(max_length=200, verbose_name='name in Finnish')),
                ('name_sv', models.CharField(blank=True, max_length=200, verbose_name='name in Swedish')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('max_choices', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='choices of a voter')),
                ('budget', models.PositiveIntegerField(blank=True, null=True, verbose_name='most money in whole euros')),
                ('most', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='most proposals that are carried out')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddField(
            model_name='round',
            name='fills_up',
            field=models.BooleanField(default=False, verbose_name='what equal shares leave is used by most votes first'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(('fills_up', False), ('counting_rule__in', ['shares', 'shares_compared']), _connector='OR'), name='round_fills_up_after_shares'),
        ),
        migrations.AddField(
            model_name='category',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='categories', to='budgeting.round'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='category',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='budgeting.category'),
        ),
        migrations.AddConstraint(
            model_name='category',
            constraint=models.UniqueConstraint(fields=('round', 'name_fi'), name='category_name_once'),
        ),
        migrations.AddConstraint(
            model_name='category',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('max_choices__isnull', True), ('max_choices__gte', 1), _connector='OR'), models.Q(('budget__isnull', True), ('budget__gte', 1), _connector='OR'), models.Q(('most__isnull', True), ('most__gte', 1), _connector='OR')), name='category_limits_positive'),
        ),
        migrations.RunPython(freeze, thaw),
    ]
