import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Panel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_fi', models.CharField(max_length=200, verbose_name='name in Finnish')),
                ('name_sv', models.CharField(blank=True, max_length=200, verbose_name='name in Swedish')),
                ('name_en', models.CharField(blank=True, max_length=200, verbose_name='name in English')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='panels', to='organisations.organisation')),
                ('kind', models.CharField(choices=[('youth', 'Youth council'), ('older', "Older people's council"), ('disability', 'Disability council'), ('older+disability', 'Council for older and disabled people'), ('children', "Children's parliament"), ('clients', 'Client panel'), ('table', 'Partnership table'), ('evening', 'Evening for residents')], max_length=20)),
                ('influence_fi', models.TextField(blank=True)),
                ('influence_sv', models.TextField(blank=True)),
                ('influence_en', models.TextField(blank=True)),
                ('rhythm_fi', models.CharField(blank=True, max_length=200)),
                ('rhythm_sv', models.CharField(blank=True, max_length=200)),
                ('rhythm_en', models.CharField(blank=True, max_length=200)),
                ('source', models.CharField(max_length=200)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('is_example', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['organisation', 'position', 'name_fi'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'name_fi'), name='panel_name_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['youth', 'older', 'disability', 'older+disability', 'children', 'clients', 'table', 'evening'])), name='panel_kind_known')],
                'indexes': [],
            },
        ),
    ]
