import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.comparison
import participation.matters.models.matter
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contacts', '0001_initial'),
        ('organisations', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Matter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=16, unique=True)),
                ('reference', models.CharField(max_length=8, unique=True)),
                ('token', models.UUIDField(blank=True, null=True, unique=True)),
                ('kind', models.CharField(choices=[('idea', 'Idea'), ('feedback', 'Feedback'), ('fault', 'Fault'), ('question', 'Question'), ('thanks', 'Thanks'), ('statement', 'Statement')], max_length=12)),
                ('state', models.CharField(choices=[('in_moderation', 'Being checked'), ('open', 'Open'), ('handed', 'Handed over, waits to be accepted'), ('routed', 'Sent to those who answer'), ('prepared', 'Being prepared'), ('answered', 'Answered'), ('decided', 'Decided'), ('implemented', 'Being carried out'), ('done', 'Done'), ('checked', 'Effect checked'), ('declined', 'Not shown'), ('merged', 'Joined to another matter'), ('not_ours', 'Belongs to somebody else'), ('withdrawn', 'Withdrawn')], default='in_moderation', max_length=15)),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('text', models.TextField(verbose_name='in your own words')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('language', models.CharField(default='fi', max_length=2)),
                ('origin', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='matters', to='organisations.organisation')),
                ('topic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='matters', to='contacts.interface')),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='organisations.area')),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='matters', to='contacts.post')),
                ('visibility', models.CharField(choices=[('public', 'Shown to everyone'), ('members', 'For those who take part'), ('private', 'Only for the sender and those who answer')], default='public', max_length=8)),
                ('channel', models.CharField(choices=[('web', 'Web'), ('phone', 'Phone'), ('counter', 'Service point'), ('evening', "Residents' evening"), ('paper', 'Paper'), ('api', 'Another service')], default='web', max_length=8)),
                ('author', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='matters', to=settings.AUTH_USER_MODEL)),
                ('sender_name', models.CharField(blank=True, max_length=60, verbose_name='pen name')),
                ('reply_email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail for the answer')),
                ('reply_phone', models.CharField(blank=True, max_length=40, verbose_name='phone for the answer')),
                ('tells_sender', models.BooleanField(default=True)),
                ('received_at', models.DateTimeField()),
                ('due_on', models.DateField()),
                ('first_due_on', models.DateField(blank=True, null=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('yes', 'Yes, we do this'), ('partly', 'We do a part of this'), ('not_yet', 'Not yet, and here is why'), ('no', 'No, and here is why'), ('reply', 'An answer to what was asked')], max_length=10)),
                ('came_of_it', models.CharField(blank=True, max_length=160, verbose_name='what came of it')),
                ('version', models.PositiveIntegerField(default=0)),
                ('is_example', models.BooleanField(default=False)),
                ('assignee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('handed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('accept_by', models.DateField(blank=True, null=True)),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='matters.matter')),
                ('latitude', models.DecimalField(blank=True, decimal_places=6, max_digits=8, null=True)),
                ('longitude', models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True)),
                ('held_for', models.CharField(blank=True, max_length=80)),
                ('reopened_at', models.DateTimeField(blank=True, null=True)),
                ('asked_at', models.DateTimeField(blank=True, null=True)),
                ('source', models.CharField(blank=True, max_length=60)),
                ('external_id', models.CharField(blank=True, max_length=120)),
                ('support_count', models.PositiveIntegerField(default=0)),
                ('dice', models.PositiveIntegerField(default=participation.matters.models.matter.throw_dice)),
            ],
            options={
                'ordering': ['-received_at', '-id'],
                'indexes': [models.Index(fields=['organisation', 'state', 'due_on'], name='matter_desk'), models.Index(fields=['origin', 'kind', '-received_at'], name='matter_list'), models.Index(condition=models.Q(('kind', 'idea'), ('state__in', ('open', 'handed', 'routed', 'prepared', 'answered', 'decided', 'implemented', 'done', 'checked', 'not_ours')), ('visibility', 'public')), fields=['received_at', 'id'], name='idea_by_newest'), models.Index(condition=models.Q(('kind', 'idea'), ('state__in', ('open', 'handed', 'routed', 'prepared', 'answered', 'decided', 'implemented', 'done', 'checked', 'not_ours')), ('visibility', 'public')), fields=['support_count', 'id'], name='idea_by_supports'), models.Index(condition=models.Q(('kind', 'idea'), ('state__in', ('open', 'handed', 'routed', 'prepared', 'answered', 'decided', 'implemented', 'done', 'checked', 'not_ours')), ('visibility', 'public')), fields=['answered_at', 'id'], name='idea_by_answer'), models.Index(condition=models.Q(('kind', 'idea'), ('state__in', ('open', 'handed', 'routed', 'prepared', 'answered', 'decided', 'implemented', 'done', 'checked', 'not_ours')), ('visibility', 'public')), fields=['dice', 'id'], name='idea_by_dice')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['in_moderation', 'open', 'handed', 'routed', 'prepared', 'answered', 'decided', 'implemented', 'done', 'checked', 'declined', 'merged', 'not_ours', 'withdrawn'])), name='matter_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['answered', 'decided', 'implemented', 'done', 'checked']), _negated=True), ('answered_at__isnull', False), _connector='OR'), name='matter_answered_has_time'), models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'yes', 'partly', 'not_yet', 'no', 'reply'])), name='matter_outcome_known'), models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), models.Q(('outcome', ''), _negated=True), _connector='OR'), name='matter_answer_has_outcome'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'handed'), _negated=True), models.Q(('accept_by__isnull', False), ('handed_by__isnull', False)), _connector='OR'), name='matter_handed_has_giver_and_day'), models.CheckConstraint(condition=models.Q(models.Q(('merged_into__isnull', False), ('state', 'merged')), models.Q(models.Q(('state', 'merged'), _negated=True), ('merged_into__isnull', True)), _connector='OR'), name='matter_merged_has_target'), models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='matter_point_is_whole'), models.UniqueConstraint(condition=models.Q(('external_id', ''), _negated=True), fields=('source', 'external_id'), name='matter_imported_once')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='matters.matter')),
                ('kind', models.CharField(choices=[('received', 'Received'), ('published', 'Shown to everyone'), ('routed', 'Sent to those who answer'), ('handed_over', 'Handed over'), ('accepted', 'Accepted'), ('returned', 'Given back'), ('prepared', 'Being prepared'), ('answered', 'Answered'), ('decided', 'Decided'), ('implemented', 'Being carried out'), ('done', 'Done'), ('checked', 'Effect checked'), ('reopened', 'Opened again'), ('declined', 'Not shown'), ('appealed', 'A review was asked for'), ('merged', 'Joined to another matter'), ('not_ours', 'Belongs to somebody else'), ('withdrawn', 'Withdrawn'), ('note', 'Note')], max_length=12)),
                ('at', models.DateTimeField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='contacts.post')),
                ('receiver', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('role', models.CharField(blank=True, max_length=200)),
                ('reason', models.CharField(blank=True, choices=[('private', 'It tells private things about somebody'), ('insult', 'It insults or threatens somebody'), ('advertisement', 'It is an advertisement'), ('same', 'The same has been sent already'), ('outside', 'It is not about the work of the municipality or the county')], max_length=15)),
                ('token', models.UUIDField(blank=True, null=True, unique=True)),
                ('public_text', models.TextField(blank=True)),
                ('internal_text', models.TextField(blank=True)),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.body')),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('paragraph', models.CharField(blank=True, max_length=20)),
                ('link', models.URLField(blank=True)),
                ('next_text', models.CharField(blank=True, max_length=300)),
                ('next_by', models.DateField(blank=True, null=True)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('is_public', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['at', 'id'],
                'indexes': [models.Index(fields=['matter', 'at'], name='step_path'), models.Index(fields=['-at'], name='step_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'decided'), _negated=True), ('body__isnull', False), _connector='OR'), name='step_decision_has_body'), models.CheckConstraint(condition=models.Q(('kind__in', ['received', 'published', 'routed', 'handed_over', 'accepted', 'returned', 'prepared', 'answered', 'decided', 'implemented', 'done', 'checked', 'reopened', 'declined', 'appealed', 'merged', 'not_ours', 'withdrawn', 'note'])), name='step_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'handed_over'), _negated=True), ('receiver__isnull', False), _connector='OR'), name='step_hand_over_has_receiver'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='step_declined_has_reason'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'note'), _negated=True), ('is_public', False), _connector='OR'), name='step_note_is_internal')],
            },
        ),
        migrations.CreateModel(
            name='Support',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supports', to='matters.matter')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('matter', 'user'), name='support_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='matters.matter')),
                ('step', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='matters.step')),
                ('file', models.FileField(upload_to='attachments/%Y/%m/')),
                ('kind', models.CharField(choices=[('image/jpeg', 'JPEG'), ('image/png', 'PNG'), ('image/webp', 'WebP'), ('application/pdf', 'PDF')], max_length=15)),
                ('name', models.CharField(max_length=120)),
                ('size', models.PositiveIntegerField()),
                ('width', models.PositiveIntegerField(blank=True, null=True)),
                ('height', models.PositiveIntegerField(blank=True, null=True)),
                ('alt', models.CharField(blank=True, max_length=200, verbose_name='what the picture shows')),
                ('is_public', models.BooleanField(default=False)),
                ('hidden_for', models.CharField(blank=True, choices=[('person', 'Somebody can be recognised in it, or it tells private things'), ('insult', 'It insults or threatens somebody'), ('rights', 'It seems to be made by somebody else, who has not given leave'), ('outside', 'It has nothing to do with the matter')], default='', max_length=15)),
                ('hidden_text', models.CharField(blank=True, default='', max_length=500)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'])), name='attachment_kind_known'), models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='attachment_size_is_some'), models.CheckConstraint(condition=models.Q(('hidden_for', ''), ('is_public', False), _connector='OR'), name='attachment_hidden_is_not_public')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='ResponseTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('topic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.interface')),
                ('title', models.CharField(max_length=80, verbose_name='title')),
                ('text_fi', models.TextField(verbose_name='text in Finnish')),
                ('text_sv', models.TextField(blank=True, verbose_name='text in Swedish')),
                ('text_en', models.TextField(blank=True, verbose_name='text in English')),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'ordering': ['title'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'title'), name='response_template_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='DeskFilter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('query', models.CharField(max_length=400)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('user', 'name'), name='desk_filter_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('matter', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='draft', to='matters.matter')),
                ('text', models.TextField(blank=True)),
                ('outcome', models.CharField(blank=True, choices=[('yes', 'Yes, we do this'), ('partly', 'We do a part of this'), ('not_yet', 'Not yet, and here is why'), ('no', 'No, and here is why'), ('reply', 'An answer to what was asked')], max_length=10)),
                ('next_text', models.CharField(blank=True, max_length=300)),
                ('next_by', models.DateField(blank=True, null=True)),
                ('came_of_it', models.CharField(blank=True, max_length=160)),
                ('note', models.TextField(blank=True)),
                ('seen', models.PositiveIntegerField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('updated_at', models.DateTimeField()),
                ('publish_at', models.DateTimeField(blank=True, null=True)),
                ('refused', models.CharField(blank=True, choices=[('changed', 'Something happened to the matter after the draft was written'), ('state', 'The matter can no longer be answered'), ('rights', 'The writer no longer has the right to answer')], max_length=300)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('publish_at__isnull', True), models.Q(models.Q(('text', ''), _negated=True), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='draft_with_minute_is_whole'), models.CheckConstraint(condition=models.Q(('refused__in', ['', 'changed', 'state', 'rights'])), name='draft_refusal_known')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='matters.step')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('seen_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('step', 'user'), name='mention_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Echo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='echoes', to='matters.matter')),
                ('round', models.PositiveSmallIntegerField(default=1)),
                ('helped', models.CharField(choices=[('yes', 'Yes'), ('partly', 'Partly'), ('no', 'No')], max_length=6)),
                ('why', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('matter', 'round'), name='echo_once'), models.CheckConstraint(condition=models.Q(('helped__in', ['yes', 'partly', 'no'])), name='echo_known'), models.CheckConstraint(condition=models.Q(('round__in', [1, 2])), name='echo_round_one_or_two')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Subscriber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('language', models.CharField(default='fi', max_length=2)),
                ('pace', models.CharField(choices=[('at_once', 'At once'), ('daily', 'Once a day'), ('never', 'Never')], default='at_once', max_length=8)),
                ('key', models.CharField(max_length=43, unique=True)),
                ('asked_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pace__in', ['at_once', 'daily', 'never'])), name='subscriber_pace_known')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='MailChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pace', models.CharField(choices=[('at_once', 'At once'), ('daily', 'Once a day'), ('never', 'Never')], default='at_once', max_length=8)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pace__in', ['at_once', 'daily', 'never'])), name='mail_choice_pace_known')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Follow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subscriber', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='follows', to='matters.subscriber')),
                ('matter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='follows', to='matters.matter')),
                ('topic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.interface')),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.area')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('subscriber__isnull', True), ('user__isnull', False)), models.Q(('subscriber__isnull', False), ('user__isnull', True)), _connector='OR'), name='follow_has_one_follower'), models.CheckConstraint(condition=models.Q(models.Q(('area__isnull', True), ('matter__isnull', False), ('organisation__isnull', True), ('topic__isnull', True)), models.Q(('area__isnull', True), ('matter__isnull', True), ('organisation__isnull', True), ('topic__isnull', False)), models.Q(('area__isnull', False), ('matter__isnull', True), ('organisation__isnull', True), ('topic__isnull', True)), models.Q(('area__isnull', True), ('matter__isnull', True), ('organisation__isnull', False), ('topic__isnull', True)), _connector='OR'), name='follow_has_one_thing'), models.UniqueConstraint(django.db.models.functions.comparison.Coalesce('user', 0), django.db.models.functions.comparison.Coalesce('subscriber', 0), django.db.models.functions.comparison.Coalesce('matter', 0), django.db.models.functions.comparison.Coalesce('topic', 0), django.db.models.functions.comparison.Coalesce('area', 0), django.db.models.functions.comparison.Coalesce('organisation', 0), name='matter_follow_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Waiting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('subscriber', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='matters.subscriber')),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='matters.step')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('subscriber__isnull', True), ('user__isnull', False)), models.Q(('subscriber__isnull', False), ('user__isnull', True)), _connector='OR'), name='waiting_has_one_follower'), models.UniqueConstraint(django.db.models.functions.comparison.Coalesce('user', 0), django.db.models.functions.comparison.Coalesce('subscriber', 0), models.F('step'), name='waiting_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='HoldWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('stem', models.CharField(max_length=40, verbose_name='beginning of the word')),
            ],
            options={
                'ordering': ['stem'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'stem'), name='hold_word_once')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='MatterWords',
            fields=[
                ('matter', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='words', serialize=False, to='matters.matter')),
                ('stems', django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['stems'], name='matter_words')],
                'constraints': [],
            },
        ),
    ]
