"""The report and ten cards of the demo in one language, in one process: seconds, pages, peak memory, PDF/UA-1 failures."""

import os
import resource
import sys
import tempfile
import time


def run() -> None:
    folder = tempfile.mkdtemp(prefix="kuuluu-bench-")
    os.environ.update(KUULUU_DATA=folder, DATABASE_URL="", BROKER_URL="", KUULUU_LOG_LEVEL="WARNING")
    import django

    django.setup()
    measure(sys.stdout.write)


def measure(say) -> None:
    import page
    from django.core.files.storage import default_storage
    from django.core.management import call_command

    from portal.models import Job
    from reports.documents.jobs import compile_report
    from reports.documents.models import Version

    call_command("migrate", verbosity=0)
    call_command("load_demo", verbosity=0)
    version = Version.objects.get()
    job = Job.objects.get(pk=version.job_id)
    job.arguments["languages"] = ["fi"]
    start = time.perf_counter()
    compile_report(job, lambda done, total: None)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    documents = list(version.documents.all())
    failures = 0
    for document in documents:
        with default_storage.open(document.file) as file:
            found = page.validate_pdf_bytes(file.read(), profile="ua1").failures
        failures += len(found)
        say(f"{document.title}: {document.pages} pages, {document.size // 1024} KiB, ua-1 failures {len(found)}\n")
    pages = sum(document.pages for document in documents)
    say(f"report and {len(documents) - 1} cards: {pages} pages in {seconds:.1f} s (limit 60 s), {seconds / pages:.2f} s a page\n")
    say(f"peak memory of the process {peak:.0f} MiB (limit 500 MiB), PDF/UA-1 failures {failures}\n")
    if seconds > 60 or peak > 500 or failures:
        sys.exit(1)
