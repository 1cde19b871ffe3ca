import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_fi', models.CharField(max_length=200, verbose_name='name in Finnish')),
                ('name_sv', models.CharField(blank=True, max_length=200, verbose_name='name in Swedish')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('kind', models.CharField(choices=[('county', 'Wellbeing services county'), ('municipality', 'Municipality'), ('sector', 'Sector'), ('association', 'Association'), ('company', 'Company'), ('parish', 'Parish'), ('authority', 'Other authority')], max_length=20)),
                ('slug', models.SlugField(max_length=60, unique=True)),
                ('code', models.CharField(blank=True, max_length=10)),
                ('name_genitive_fi', models.CharField(blank=True, max_length=200, verbose_name='“of …” in Finnish')),
                ('name_allative_fi', models.CharField(blank=True, max_length=200, verbose_name='“to …” in Finnish')),
                ('name_inessive_fi', models.CharField(blank=True, max_length=200, verbose_name='“in …” in Finnish')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='organisations.organisation')),
                ('languages', models.CharField(choices=[('fi', 'Finnish'), ('sv', 'Swedish'), ('fi+sv', 'Finnish and Swedish'), ('sv+fi', 'Swedish and Finnish')], default='fi', max_length=5)),
                ('is_home', models.BooleanField(default=False, verbose_name='the county of this installation')),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('brand_colour', models.CharField(blank=True, max_length=7, validators=[django.core.validators.RegexValidator('^#[0-9a-f]{6}$', 'Write the colour as #rrggbb, for example #0e5364.')])),
                ('logo', models.FileField(blank=True, upload_to='logos/')),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('visiting_address', models.CharField(blank=True, max_length=200)),
                ('website', models.URLField(blank=True)),
                ('contact_is_example', models.BooleanField(default=False, verbose_name='phone and address are examples')),
                ('answer_promise_days', models.PositiveSmallIntegerField(default=10, verbose_name='answer promise in working days')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'name_fi'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('kind', 'code'), name='organisation_code_once'), models.UniqueConstraint(condition=models.Q(('is_home', True)), fields=('is_home',), name='organisation_one_home'), models.CheckConstraint(condition=models.Q(('is_home', False), ('kind', 'county'), _connector='OR'), name='organisation_home_is_county'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_from__lte', models.F('valid_to')), _connector='OR'), name='organisation_valid_order')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Area',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_fi', models.CharField(max_length=200, verbose_name='name in Finnish')),
                ('name_sv', models.CharField(blank=True, max_length=200, verbose_name='name in Swedish')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='areas', to='organisations.organisation')),
                ('slug', models.SlugField(max_length=60)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('is_example', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['position', 'name_fi'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'slug'), name='area_slug_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Body',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_fi', models.CharField(max_length=200, verbose_name='name in Finnish')),
                ('name_sv', models.CharField(blank=True, max_length=200, verbose_name='name in Swedish')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bodies', to='organisations.organisation')),
                ('kind', models.CharField(choices=[('council', 'Council'), ('executive', 'Executive board'), ('committee', 'Committee'), ('advisory', 'Advisory board'), ('official', 'Decision of an official')], max_length=20)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name_plural': 'bodies',
                'ordering': ['position', 'name_fi'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'name_fi'), name='body_name_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Population',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='populations', to='organisations.organisation')),
                ('year', models.PositiveSmallIntegerField()),
                ('inhabitants', models.PositiveIntegerField()),
                ('source', models.CharField(max_length=200)),
            ],
            options={
                'ordering': ['organisation', 'year'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'year'), name='population_year_once'), models.CheckConstraint(condition=models.Q(('year__gte', 1749), ('year__lte', 2200)), name='population_year_sane')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='PlaceFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facts', to='organisations.organisation')),
                ('label_fi', models.CharField(max_length=120)),
                ('label_sv', models.CharField(blank=True, max_length=120)),
                ('label_en', models.CharField(blank=True, max_length=120)),
                ('value', models.DecimalField(decimal_places=2, max_digits=12)),
                ('unit', models.CharField(blank=True, max_length=20)),
                ('as_of', models.DateField()),
                ('source', models.CharField(max_length=200)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['organisation', 'position'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'label_fi', 'as_of'), name='place_fact_once')],
                'indexes': [],
            },
        ),
    ]
