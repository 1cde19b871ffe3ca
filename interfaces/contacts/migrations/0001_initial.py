import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Interface',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_fi', models.CharField(max_length=200, verbose_name='name in Finnish')),
                ('name_sv', models.CharField(blank=True, max_length=200, verbose_name='name in Swedish')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interfaces', to='organisations.organisation')),
                ('slug', models.SlugField(max_length=60)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='contacts.interface')),
                ('description_fi', models.TextField(blank=True)),
                ('description_sv', models.TextField(blank=True)),
                ('description_en', models.TextField(blank=True)),
                ('is_priority', models.BooleanField(default=False, verbose_name='a priority of the region')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['position', 'name_fi'],
                'constraints': [models.UniqueConstraint(fields=('region', 'slug'), name='interface_slug_once'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_from__lte', models.F('valid_to')), _connector='OR'), name='interface_valid_order')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_fi', models.CharField(max_length=200, verbose_name='name in Finnish')),
                ('name_sv', models.CharField(blank=True, max_length=200, verbose_name='name in Swedish')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='organisations.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'name_fi'), name='unit_name_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='organisations.organisation')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='posts', to='contacts.unit')),
                ('title_fi', models.CharField(max_length=200, verbose_name='title in Finnish')),
                ('title_sv', models.CharField(blank=True, max_length=200, verbose_name='title in Swedish')),
                ('title_en', models.CharField(blank=True, max_length=200, verbose_name='title in English')),
                ('mailbox', models.EmailField(blank=True, max_length=254, verbose_name='shared mailbox')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('phone_hours', models.CharField(blank=True, max_length=100, verbose_name='phone hours')),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('is_example', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['title_fi'],
                'constraints': [models.UniqueConstraint(models.F('organisation'), django.db.models.functions.comparison.Coalesce('unit', 0), models.F('title_fi'), name='post_title_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('interface', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='contacts.interface')),
                ('side', models.CharField(choices=[('municipality', 'Municipality'), ('county', 'Wellbeing services county')], max_length=12)),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='contacts.post')),
                ('is_primary', models.BooleanField(default=True, verbose_name='the first to contact')),
                ('confirmed_on', models.DateField(blank=True, null=True)),
                ('bounced_on', models.DateField(blank=True, null=True)),
                ('valid_from', models.DateField(blank=True, null=True)),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('is_example', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['interface', 'side', '-is_primary', 'id'],
                'constraints': [models.UniqueConstraint(models.F('interface'), models.F('side'), django.db.models.functions.comparison.Coalesce('municipality', 0), models.F('post'), condition=models.Q(('valid_to__isnull', True)), name='assignment_post_once_in_cell'), models.UniqueConstraint(models.F('interface'), models.F('side'), django.db.models.functions.comparison.Coalesce('municipality', 0), condition=models.Q(('is_primary', True), ('valid_to__isnull', True)), name='assignment_one_primary_in_cell'), models.CheckConstraint(condition=models.Q(('side', 'county'), ('municipality__isnull', False), _connector='OR'), name='assignment_municipality_side_names_it'), models.CheckConstraint(condition=models.Q(('valid_from__isnull', True), ('valid_to__isnull', True), ('valid_from__lte', models.F('valid_to')), _connector='OR'), name='assignment_valid_order')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='verifications', to='contacts.assignment')),
                ('on', models.DateField()),
                ('outcome', models.CharField(choices=[('confirmed', 'Confirmed'), ('bounced', 'Mail came back')], max_length=12)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('is_example', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['-on', '-id'],
                'indexes': [models.Index(fields=['assignment', 'on'], name='verification_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['confirmed', 'bounced'])), name='verification_outcome_known')],
            },
        ),
        migrations.CreateModel(
            name='LifeStageService',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_fi', models.CharField(max_length=200, verbose_name='name in Finnish')),
                ('name_sv', models.CharField(blank=True, max_length=200, verbose_name='name in Swedish')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='life_stage_services', to='organisations.organisation')),
                ('stage', models.CharField(choices=[('lapsiperheet', 'Families with children'), ('nuoret', 'Young people'), ('aikuiset', 'Adults'), ('ikaihmiset', 'Older people')], max_length=20)),
                ('provider', models.CharField(choices=[('municipality', 'Municipality'), ('county', 'Wellbeing services county'), ('association', 'Associations'), ('parish', 'Parish'), ('company', 'Companies')], max_length=20)),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('link', models.URLField(blank=True, verbose_name='web address')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('source', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ['stage', 'position', 'name_fi'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'stage', 'name_fi'), name='life_stage_service_once'), models.CheckConstraint(condition=models.Q(('stage__in', ['lapsiperheet', 'nuoret', 'aikuiset', 'ikaihmiset'])), name='life_stage_known'), models.CheckConstraint(condition=models.Q(('provider__in', ['municipality', 'county', 'association', 'parish', 'company'])), name='life_stage_provider_known')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='LifeStageTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('interface', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='life_stages', to='contacts.interface')),
                ('stage', models.CharField(choices=[('lapsiperheet', 'Families with children'), ('nuoret', 'Young people'), ('aikuiset', 'Adults'), ('ikaihmiset', 'Older people')], max_length=20)),
            ],
            options={
                'ordering': ['stage', 'interface'],
                'constraints': [models.UniqueConstraint(fields=('interface', 'stage'), name='life_stage_topic_once'), models.CheckConstraint(condition=models.Q(('stage__in', ['lapsiperheet', 'nuoret', 'aikuiset', 'ikaihmiset'])), name='life_stage_topic_known')],
                'indexes': [],
            },
        ),
    ]
