import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contacts', '0001_initial'),
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Network',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_fi', models.CharField(max_length=200, verbose_name='name in Finnish')),
                ('name_sv', models.CharField(blank=True, max_length=200, verbose_name='name in Swedish')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='networks', to='organisations.organisation')),
                ('slug', models.SlugField(max_length=80)),
                ('interface', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='networks', to='contacts.interface')),
                ('kind', models.CharField(choices=[('network', 'Network'), ('steering', 'Steering group'), ('working', 'Working group'), ('development', 'Development group'), ('expert', 'Expert group'), ('liaison', 'Network of contact persons'), ('forum', 'Forum'), ('panel', 'Client panel'), ('board', 'Advisory board')], default='network', max_length=12)),
                ('purpose_fi', models.TextField(blank=True, verbose_name='purpose in Finnish')),
                ('purpose_sv', models.TextField(blank=True, verbose_name='purpose in Swedish')),
                ('purpose_en', models.TextField(blank=True, verbose_name='purpose in English')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('source', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ['position', 'name_fi'],
                'constraints': [models.UniqueConstraint(fields=('region', 'slug'), name='network_slug_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['network', 'steering', 'working', 'development', 'expert', 'liaison', 'forum', 'panel', 'board'])), name='network_kind_known')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='networks.network')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='network_memberships', to='organisations.organisation')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='network_memberships', to='contacts.unit')),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='network_memberships', to='contacts.post')),
                ('role', models.CharField(choices=[('convener', 'Convener'), ('chair', 'Chair'), ('secretary', 'Secretary'), ('member', 'Member')], default='member', max_length=12)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('is_example', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['network', 'organisation', 'id'],
                'constraints': [models.UniqueConstraint(models.F('network'), models.F('organisation'), django.db.models.functions.comparison.Coalesce('unit', 0), django.db.models.functions.comparison.Coalesce('post', 0), name='membership_once'), models.CheckConstraint(condition=models.Q(('role__in', ['convener', 'chair', 'secretary', 'member'])), name='membership_role_known')],
                'indexes': [],
            },
        ),
    ]
