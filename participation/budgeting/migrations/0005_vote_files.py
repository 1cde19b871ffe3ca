"""Votes of other places and times, brought in from files."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('budgeting', '0004_delivery'),
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='VoteFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('name', models.CharField(max_length=200)),
                ('content', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('told', models.JSONField()),
                ('brought_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='vote_files', to='organisations.organisation')),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'number'), name='vote_file_number_once'), models.UniqueConstraint(fields=('organisation', 'sha256'), name='vote_file_once')],
            },
        ),
    ]
