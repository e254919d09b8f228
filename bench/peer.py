"""What the programs that run a peer have in common: a question as JSON on standard input, one answer on
standard output. Each runs in a process of its own, so that its memory is its own."""
import json
import resource
import sys
import time


def memory(field):
    """A field of /proc/self/status in KiB: VmRSS now, VmHWM at most so far."""
    with open("/proc/self/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(field + ":"))


def repeated(work, seconds=0.5, most=200):
    """Do the work again and again for a while: its result and the median of the CPU seconds it took. They are
    those of this thread: no peer uses more, and the clock of the process is coarse under a limit."""
    times = []
    while not times or (sum(times) < seconds and len(times) < most):
        start = time.thread_time()
        result = work()
        times.append(time.thread_time() - start)
    times.sort()
    return result, (times[(len(times) - 1) // 2] + times[len(times) // 2]) / 2


def answer(solve):
    """`solve` takes the question and returns the answer; both are dictionaries. At `limit` CPU seconds the
    system ends the process."""
    question = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_CPU, (question["limit"], question["limit"] + 1))
    json.dump(solve(question), sys.stdout)
