import django.core.serializers.json
import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '0001_initial'),
        ('rounds', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='rounds.reportround')),
                ('number', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('compiling', 'Being compiled'), ('ready', 'Ready'), ('failed', 'Failed')], default='compiling', max_length=10)),
                ('data_on', models.DateField()),
                ('created_at', models.DateTimeField()),
                ('ready_at', models.DateTimeField(blank=True, null=True)),
                ('job_id', models.UUIDField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('round', 'number'), name='version_number_once'), models.UniqueConstraint(condition=models.Q(('state', 'compiling')), fields=('round',), name='version_one_compiling'), models.CheckConstraint(condition=models.Q(models.Q(('ready_at__isnull', False), ('state', 'ready')), models.Q(models.Q(('state', 'ready'), _negated=True), ('ready_at__isnull', True)), _connector='OR'), name='version_ready_has_time')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='documents.version')),
                ('kind', models.CharField(choices=[('report', 'Well-being report'), ('municipality_card', 'Municipality card')], max_length=20)),
                ('language', models.CharField(max_length=2)),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('title', models.CharField(max_length=200)),
                ('data', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('file', models.CharField(max_length=200)),
                ('pages', models.PositiveIntegerField()),
                ('size', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['version', 'kind', 'title'],
                'constraints': [models.UniqueConstraint(models.F('version'), models.F('kind'), models.F('language'), django.db.models.functions.comparison.Coalesce('place', 0), name='document_once_in_version'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'report'), ('place__isnull', True)), models.Q(('kind', 'municipality_card'), ('place__isnull', False)), _connector='OR'), name='document_card_has_place')],
                'indexes': [],
            },
        ),
    ]
