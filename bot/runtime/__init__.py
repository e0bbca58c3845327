"""What a process runs on: settings, logs, clocks, tasks, HTTP, metrics."""
