import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60)),
                ('once', models.CharField(blank=True, max_length=120)),
                ('state', models.CharField(choices=[('queued', 'Waiting'), ('running', 'Under way'), ('done', 'Ready'), ('failed', 'Failed')], default='queued', max_length=10)),
                ('arguments', models.JSONField(default=dict)),
                ('result', models.JSONField(default=dict)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('attempt', models.PositiveSmallIntegerField(default=0)),
                ('error', models.TextField(blank=True)),
                ('started_by', models.BigIntegerField(blank=True, null=True)),
                ('organisation_id', models.BigIntegerField(blank=True, null=True)),
                ('created_at', models.DateTimeField()),
                ('heartbeat_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'heartbeat_at'], name='job_state_heartbeat')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', False), ('state__in', ['done', 'failed'])), models.Q(('finished_at__isnull', True), ('state__in', ['queued', 'running'])), _connector='OR'), name='job_finished_when_ended'), models.UniqueConstraint(condition=models.Q(models.Q(('once', ''), _negated=True), ('state__in', ['queued', 'running'])), fields=('kind', 'once'), name='job_going_once'), models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'running', 'done', 'failed'])), name='job_state_known')],
            },
        ),
    ]
