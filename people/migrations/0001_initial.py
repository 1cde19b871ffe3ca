import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '__first__'),
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(blank=True, max_length=254, null=True, unique=True, verbose_name='e-mail')),
                ('public_name', models.CharField(blank=True, max_length=60, verbose_name='name shown to others')),
                ('language', models.CharField(default='fi', max_length=2)),
                ('home_municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='organisations.organisation')),
                ('birth_year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('identified_at', models.DateTimeField(blank=True, null=True)),
                ('identity_key', models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ('is_active', models.BooleanField(default=True)),
                ('is_demo', models.BooleanField(default=False, verbose_name='demo account, named by its role')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('erasure_warned_at', models.DateTimeField(blank=True, null=True)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'account',
                'verbose_name_plural': 'accounts',
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_once_in_any_case'), models.CheckConstraint(condition=models.Q(('email', ''), _negated=True), name='user_email_not_empty'), models.CheckConstraint(condition=models.Q(('identified_at__isnull', False), ('identity_key__isnull', True), _connector='OR'), name='user_identified_has_time')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='RoleGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='role_grants', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='role_grants', to='organisations.organisation')),
                ('role', models.CharField(choices=[('resident', 'Resident'), ('moderator', 'Moderator'), ('coordinator', 'Wellbeing coordinator'), ('official', 'Official'), ('registrar', 'Registrar of contacts'), ('auditor', 'Auditor'), ('administrator', 'Administrator')], max_length=20)),
                ('granted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('granted_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('user', 'organisation', 'role'), name='role_once'), models.CheckConstraint(condition=models.Q(('role__in', ['resident', 'moderator', 'coordinator', 'official', 'registrar', 'auditor', 'administrator'])), name='role_known')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('event', models.CharField(max_length=60)),
                ('actor_id', models.BigIntegerField(blank=True, null=True)),
                ('actor_role', models.CharField(blank=True, max_length=200)),
                ('organisation_id', models.BigIntegerField(blank=True, null=True)),
                ('subject_kind', models.CharField(max_length=60)),
                ('subject_id', models.CharField(max_length=60)),
                ('facts', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ['-at', '-id'],
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['organisation_id', '-at'], name='audit_organisation_at'), models.Index(fields=['subject_kind', 'subject_id'], name='audit_subject'), models.Index(fields=['actor_id'], name='audit_actor')],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to=settings.AUTH_USER_MODEL)),
                ('purpose', models.CharField(choices=[('news', 'E-mail when a vote or a hearing opens in my home municipality'), ('panels', "Invitations to residents' panels by e-mail")], max_length=40)),
                ('version', models.CharField(max_length=20)),
                ('given_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('user', 'purpose'), name='consent_one_in_force'), models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', True), ('withdrawn_at__gte', models.F('given_at')), _connector='OR'), name='consent_order'), models.CheckConstraint(condition=models.Q(('purpose__in', ['news', 'panels'])), name='consent_purpose_known')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='OutboxMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200, unique=True)),
                ('to', models.EmailField(blank=True, max_length=254)),
                ('subject', models.CharField(blank=True, max_length=200)),
                ('body', models.TextField(blank=True)),
                ('unsubscribe', models.URLField(blank=True, max_length=500)),
                ('language', models.CharField(default='fi', max_length=2)),
                ('created_at', models.DateTimeField()),
                ('try_after', models.DateTimeField()),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('given_up_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('error', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('given_up_at__isnull', True), ('sent_at__isnull', True)), fields=['try_after'], name='outbox_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), ('given_up_at__isnull', True), _connector='OR'), name='outbox_sent_or_given_up')],
            },
        ),
    ]
