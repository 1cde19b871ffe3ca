import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='report_rounds', to='organisations.organisation')),
                ('year', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('planning', 'Being planned'), ('collecting', 'Collecting data'), ('drafting', 'Being written'), ('comments', 'Out for comments'), ('approval', 'Before the boards'), ('published', 'Published'), ('sent', 'Sent to the municipalities'), ('negotiated', 'Discussed in the HYTE negotiations')], default='planning', max_length=12)),
                ('data_on', models.DateField(verbose_name='data up to')),
                ('is_example', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['-year'],
                'constraints': [models.UniqueConstraint(fields=('county', 'year'), name='report_round_once_a_year'), models.CheckConstraint(condition=models.Q(('state__in', ['planning', 'collecting', 'drafting', 'comments', 'approval', 'published', 'sent', 'negotiated'])), name='report_round_state_known')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='CycleStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_fi', models.CharField(max_length=200, verbose_name='name in Finnish')),
                ('name_sv', models.CharField(blank=True, max_length=200, verbose_name='name in Swedish')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('county', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cycle_steps', to='organisations.organisation')),
                ('kind', models.CharField(choices=[('collect', 'Data collection'), ('report', 'Report'), ('decide', 'Decision'), ('meet', 'Meeting')], max_length=10)),
                ('month', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('last_month', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('is_example', models.BooleanField(default=False, verbose_name='the month is an example')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('county', 'name_fi'), name='cycle_step_once'), models.CheckConstraint(condition=models.Q(models.Q(('last_month__isnull', True), ('month__isnull', True)), models.Q(('last_month__isnull', True), ('month__gte', 1), ('month__lte', 12)), models.Q(('last_month__gte', models.F('month')), ('last_month__lte', 12), ('month__gte', 1)), _connector='OR'), name='cycle_months_sane')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='rounds.reportround')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('key', models.CharField(choices=[('introduction', 'Introduction'), ('wellbeing', 'Wellbeing and health'), ('structures', 'Structures of wellbeing work'), ('measures', 'What was done'), ('not_done', 'What was not done, and why'), ('summary', 'Summary'), ('card_sentence', 'The place in one sentence'), ('card_facts', 'Facts'), ('strengths', 'Strengths'), ('concerns', 'Concerns'), ('card_measures', 'Measures of the plan')], max_length=20)),
                ('text_fi', models.TextField(blank=True, verbose_name='text in Finnish')),
                ('text_sv', models.TextField(blank=True, verbose_name='text in Swedish')),
                ('text_en', models.TextField(blank=True, verbose_name='text in English')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField()),
                ('updated_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('is_example', models.BooleanField(default=False, verbose_name='example data')),
            ],
            options={
                'ordering': ['round', 'key'],
                'constraints': [models.UniqueConstraint(models.F('round'), django.db.models.functions.comparison.Coalesce('place', 0), models.F('key'), name='passage_once'), models.CheckConstraint(condition=models.Q(('key__in', ['introduction', 'wellbeing', 'structures', 'measures', 'not_done', 'summary', 'card_sentence', 'card_facts', 'strengths', 'concerns', 'card_measures'])), name='passage_key_known')],
                'indexes': [],
            },
        ),
    ]
