import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_fi', models.CharField(max_length=200, verbose_name='name in Finnish')),
                ('name_sv', models.CharField(blank=True, max_length=200, verbose_name='name in Swedish')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('number', models.PositiveIntegerField(unique=True)),
                ('source', models.CharField(choices=[('sotkanet', 'Sotkanet'), ('own', 'Own')], default='sotkanet', max_length=10)),
                ('theme', models.CharField(choices=[('population', 'Population'), ('children', 'Children and young people'), ('adults', 'Adults'), ('older', 'Older people'), ('livelihood', 'Livelihood and housing'), ('work', 'Wellbeing work')], max_length=12)),
                ('unit', models.CharField(blank=True, max_length=20)),
                ('decimals', models.PositiveSmallIntegerField(default=1)),
                ('polarity', models.CharField(choices=[('up_good', 'Larger is better.'), ('down_good', 'Smaller is better.'), ('neutral', 'Neither larger nor smaller is better as such.')], default='neutral', max_length=10)),
                ('producer', models.CharField(blank=True, max_length=100, verbose_name='producer')),
                ('survey', models.CharField(blank=True, max_length=100, verbose_name='survey or register')),
                ('survey_every', models.PositiveSmallIntegerField(default=1, verbose_name='years between results')),
                ('change_threshold', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                ('change_threshold_small', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                ('licence', models.CharField(blank=True, max_length=100)),
                ('source_url', models.URLField(blank=True)),
                ('definition_fi', models.TextField(blank=True)),
                ('definition_sv', models.TextField(blank=True)),
                ('definition_en', models.TextField(blank=True)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'number'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('number__lt', 1000000), ('source', 'sotkanet')), models.Q(('number__gte', 1000000), ('source', 'own')), _connector='OR'), name='indicator_number_fits_source'), models.CheckConstraint(condition=models.Q(('survey_every__gte', 1)), name='indicator_survey_every_positive'), models.CheckConstraint(condition=models.Q(('polarity__in', ['up_good', 'down_good', 'neutral'])), name='indicator_polarity_known'), models.CheckConstraint(condition=models.Q(('theme__in', ['population', 'children', 'adults', 'older', 'livelihood', 'work'])), name='indicator_theme_known')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='indicators.indicator')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='organisations.organisation')),
                ('year', models.PositiveSmallIntegerField()),
                ('sex', models.CharField(choices=[('total', 'All'), ('male', 'Men'), ('female', 'Women')], default='total', max_length=6)),
                ('value', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True)),
                ('respondents', models.PositiveIntegerField(blank=True, null=True)),
                ('flag', models.CharField(choices=[('none', 'As measured'), ('suppressed', 'Too few answers'), ('estimate', 'Calculated estimate')], default='none', max_length=10)),
                ('source', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField()),
                ('is_example', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['indicator', 'organisation', 'year', 'sex'],
                'constraints': [models.UniqueConstraint(fields=('indicator', 'organisation', 'year', 'sex'), name='observation_once'), models.CheckConstraint(condition=models.Q(('year__gte', 1749), ('year__lte', 2200)), name='observation_year_sane'), models.CheckConstraint(condition=models.Q(models.Q(('flag', 'suppressed'), ('value__isnull', True)), models.Q(models.Q(('flag', 'suppressed'), _negated=True), ('value__isnull', False)), _connector='OR'), name='observation_empty_when_suppressed'), models.CheckConstraint(condition=models.Q(('respondents__isnull', True), ('respondents__gte', 5), ('value__isnull', True), _connector='OR'), name='observation_few_answers_hidden')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='indicators.indicator')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicator_targets', to='organisations.organisation')),
                ('year', models.PositiveSmallIntegerField()),
                ('operator', models.CharField(choices=[('lt', 'under'), ('le', 'at most'), ('gt', 'over'), ('ge', 'at least')], max_length=2)),
                ('value', models.DecimalField(decimal_places=4, max_digits=14)),
                ('baseline_year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('source', models.CharField(max_length=200)),
                ('is_example', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['indicator', 'organisation', 'year'],
                'constraints': [models.UniqueConstraint(fields=('indicator', 'organisation', 'year'), name='indicator_target_once'), models.CheckConstraint(condition=models.Q(('operator__in', ['lt', 'le', 'gt', 'ge'])), name='indicator_target_operator_known'), models.CheckConstraint(condition=models.Q(('baseline_year__isnull', True), ('baseline_year__lte', models.F('year')), _connector='OR'), name='indicator_target_after_baseline')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='indicators.indicator')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='organisations.organisation')),
                ('year', models.PositiveSmallIntegerField()),
                ('text_fi', models.CharField(max_length=200)),
                ('text_sv', models.CharField(blank=True, max_length=200)),
                ('text_en', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('indicator', 'organisation', 'year'), name='finding_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Spread',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='spreads', to='indicators.indicator')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='spreads', to='organisations.organisation')),
                ('year', models.PositiveSmallIntegerField()),
                ('values', models.JSONField(default=list)),
                ('source', models.CharField(max_length=200)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('indicator', 'region', 'year'), name='spread_once')],
                'indexes': [],
            },
        ),
    ]
