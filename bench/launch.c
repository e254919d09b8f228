/* Run a command and measure the whole process: launch COMMAND [ARGUMENT]...
 *
 * What the command prints goes through; the last line on standard error is
 * {"wall": SECONDS, "cpu": SECONDS, "kib": PEAK, "status": EXIT}. The kernel counts the memory of
 * whoever started a program into its peak, so the one who starts must be small: this program. */
#include "timing.h"

#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static double seconds(struct timeval time) {
    return (double)time.tv_sec + 1e-6 * (double)time.tv_usec;
}

int main(int count, char **arguments) {
    struct rusage usage;
    int status = 0;
    if (count < 2)
        return 2;
    const double start = timing_wall();
    const pid_t child = fork();
    if (child == 0) {
        execvp(arguments[1], arguments + 1);
        perror(arguments[1]);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) < 0 || getrusage(RUSAGE_CHILDREN, &usage))
        return 3;
    fprintf(stderr, "{\"wall\": %.9f, \"cpu\": %.6f, \"kib\": %ld, \"status\": %d}\n",
            timing_wall() - start, seconds(usage.ru_utime) + seconds(usage.ru_stime),
            usage.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return 0;
}
