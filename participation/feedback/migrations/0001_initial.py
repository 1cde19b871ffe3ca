import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('matters', '0001_initial'),
        ('organisations', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='matters.matter')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='feedback.comment')),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pen_name', models.CharField(blank=True, max_length=60, verbose_name='pen name')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('role', models.CharField(blank=True, max_length=200)),
                ('text', models.TextField(verbose_name='comment')),
                ('at', models.DateTimeField()),
                ('state', models.CharField(choices=[('shown', 'Shown'), ('held', 'Waits for a moderator'), ('hidden', 'Not shown'), ('gone', 'Taken back by its writer')], default='shown', max_length=6)),
                ('held_for', models.CharField(blank=True, max_length=80)),
                ('reason', models.CharField(blank=True, choices=[('private', 'It tells private things about somebody'), ('insult', 'It insults or threatens somebody'), ('advertisement', 'It is an advertisement'), ('same', 'The same has been sent already'), ('outside', 'It is not about the work of the municipality or the county')], max_length=15)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('token', models.UUIDField(blank=True, null=True, unique=True)),
                ('version', models.PositiveIntegerField(default=0)),
            ],
            options={
                'ordering': ['at', 'id'],
                'indexes': [models.Index(fields=['matter', 'state', 'at'], name='comment_thread'), models.Index(models.F('matter'), django.db.models.functions.comparison.Coalesce('parent', 'id'), models.F('id'), name='comment_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['shown', 'held', 'hidden', 'gone'])), name='comment_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'hidden'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='comment_hidden_has_reason'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'gone'), _negated=True), models.Q(('pen_name', ''), ('text', '')), _connector='OR'), name='comment_gone_is_empty')],
            },
        ),
        migrations.CreateModel(
            name='CommentStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='feedback.comment')),
                ('kind', models.CharField(choices=[('hidden', 'Not shown'), ('shown', 'Shown'), ('appealed', 'A review was asked for')], max_length=8)),
                ('at', models.DateTimeField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('reason', models.CharField(blank=True, choices=[('private', 'It tells private things about somebody'), ('insult', 'It insults or threatens somebody'), ('advertisement', 'It is an advertisement'), ('same', 'The same has been sent already'), ('outside', 'It is not about the work of the municipality or the county')], max_length=15)),
                ('text', models.TextField(blank=True)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('token', models.UUIDField(blank=True, null=True, unique=True)),
            ],
            options={
                'ordering': ['at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['hidden', 'shown', 'appealed'])), name='comment_step_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'hidden'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='comment_step_hidden_has_reason'), models.UniqueConstraint(condition=models.Q(('kind', 'appealed')), fields=('comment',), name='comment_review_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ApiKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('name', models.CharField(max_length=80, verbose_name='name of the service')),
                ('key_hash', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('organisation', 'name'), name='api_key_name_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('format', models.CharField(choices=[('csv', 'Table (CSV)'), ('decidim', 'Decidim proposals (CSV)'), ('open311', 'Open311 service requests (JSON)')], max_length=10)),
                ('source', models.CharField(max_length=60, verbose_name='where it comes from')),
                ('file_name', models.CharField(blank=True, default='', max_length=120)),
                ('rows', models.JSONField(default=list)),
                ('new_count', models.PositiveIntegerField(default=0)),
                ('known_count', models.PositiveIntegerField(default=0)),
                ('wrong_count', models.PositiveIntegerField(default=0)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('read_at', models.DateTimeField()),
                ('applied_at', models.DateTimeField(blank=True, null=True)),
                ('job', models.CharField(blank=True, max_length=36)),
            ],
            options={
                'ordering': ['-read_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('format__in', ['csv', 'decidim', 'open311'])), name='import_format_known')],
                'indexes': [],
            },
        ),
    ]
