import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contacts', '0001_initial'),
        ('indicators', '0001_initial'),
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Spearhead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_fi', models.CharField(max_length=200, verbose_name='name in Finnish')),
                ('name_sv', models.CharField(blank=True, max_length=200, verbose_name='name in Swedish')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='spearheads', to='organisations.organisation')),
                ('slug', models.SlugField(max_length=60)),
                ('first_year', models.PositiveSmallIntegerField()),
                ('last_year', models.PositiveSmallIntegerField()),
                ('source', models.CharField(max_length=200)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'name_fi'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'slug'), name='spearhead_slug_once'), models.CheckConstraint(condition=models.Q(('first_year__lte', models.F('last_year'))), name='spearhead_years_in_order')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Follow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('spearhead', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to='plans.spearhead')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to='indicators.indicator')),
                ('is_example', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('spearhead', 'indicator'), name='follow_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_fi', models.CharField(max_length=200, verbose_name='name in Finnish')),
                ('name_sv', models.CharField(blank=True, max_length=200, verbose_name='name in Swedish')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='organisations.organisation')),
                ('kind', models.CharField(choices=[('plan', 'Plan'), ('report', 'Report'), ('strategy', 'Strategy'), ('programme', 'Programme'), ('page', 'Web page')], default='plan', max_length=10)),
                ('first_year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('last_year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('url', models.URLField(blank=True, max_length=400)),
                ('source', models.CharField(max_length=200)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'name_fi'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'name_fi'), name='plan_name_once'), models.CheckConstraint(condition=models.Q(('first_year__isnull', True), ('last_year__isnull', True), ('first_year__lte', models.F('last_year')), _connector='OR'), name='plan_years_in_order'), models.CheckConstraint(condition=models.Q(('kind__in', ['plan', 'report', 'strategy', 'programme', 'page'])), name='plan_kind_known')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='IndicatorCard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cards', to='indicators.indicator')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='indicator_cards', to='organisations.organisation')),
                ('owners_note', models.CharField(blank=True, max_length=300)),
                ('partners', models.TextField(blank=True)),
                ('aim', models.TextField(blank=True)),
                ('other_meters', models.TextField(blank=True)),
                ('dependencies', models.TextField(blank=True)),
                ('risks', models.TextField(blank=True)),
                ('content', models.TextField(blank=True)),
                ('language', models.CharField(default='fi', max_length=2)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('owners', models.ManyToManyField(blank=True, related_name='indicator_cards', to='contacts.post')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('indicator', 'organisation'), name='card_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='CardReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('card', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='plans.indicatorcard')),
                ('number', models.PositiveSmallIntegerField()),
                ('reviewed_on', models.DateField()),
                ('next_on', models.DateField()),
                ('status', models.CharField(choices=[('on_track', 'Proceeds on schedule'), ('challenges', 'Challenges'), ('serious', 'Serious challenges'), ('unknown', 'Not known')], max_length=12)),
                ('reasons', models.TextField()),
                ('done', models.TextField(blank=True)),
                ('coming', models.TextField(blank=True)),
                ('language', models.CharField(default='fi', max_length=2)),
                ('recorded_at', models.DateTimeField()),
                ('status_is_example', models.BooleanField(default=False)),
                ('next_is_example', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['card', '-number'],
                'constraints': [models.UniqueConstraint(fields=('card', 'number'), name='card_review_number_once'), models.CheckConstraint(condition=models.Q(('next_on__gt', models.F('reviewed_on'))), name='card_review_next_later'), models.CheckConstraint(condition=models.Q(('status__in', ['on_track', 'challenges', 'serious', 'unknown'])), name='card_review_status_known')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='CardTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('card', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='plans.indicatorcard')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('text', models.CharField(max_length=400)),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('status', models.CharField(choices=[('on_track', 'Proceeds on schedule'), ('challenges', 'Challenges'), ('serious', 'Serious challenges'), ('unknown', 'Not known')], default='unknown', max_length=12)),
                ('is_example', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['card', 'position'],
                'constraints': [models.UniqueConstraint(fields=('card', 'position'), name='card_task_position_once'), models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('ends_on__isnull', True), ('starts_on__lte', models.F('ends_on')), _connector='OR'), name='card_task_days_in_order'), models.CheckConstraint(condition=models.Q(('status__in', ['on_track', 'challenges', 'serious', 'unknown'])), name='card_task_status_known')],
                'indexes': [],
            },
        ),
        migrations.AddField(
            model_name='Spearhead',
            name='indicators',
            field=models.ManyToManyField(related_name='spearheads', through='plans.Follow', to='indicators.indicator'),
        ),
    ]
