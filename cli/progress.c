/*
 * A helper thread sleeps on a semaphore. It wakes up to draw the bar, and when a signal came: then
 * it gives the work some time to end by itself, and ends the program if that does not happen, as
 * where the system keeps it waiting for a disk, a pipe or a lot of memory to be given back.
 */
#define _DEFAULT_SOURCE /* TIOCGWINSZ */

#include "cli/progress.h"

#include "cli/output.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE_MS   80   /* between a signal and the end */
#define FIRST_BAR_MS  1000 /* what is over by then needs no bar */
#define BAR_EVERY_MS  100
#define BAR_WIDTH_MAX 120
#define BAR_CELLS     30

static const int SIGNALS[] = {SIGINT, SIGTERM, SIGHUP};
#define SIGNALS_COUNT (sizeof SIGNALS / sizeof *SIGNALS)

/* A signal handler takes no argument of ours, so this cannot be but static. */
static struct progress {
    const cli_command *command;
    ent_watch *watch;
    pthread_t helper;
    bool has_helper;
    bool is_taken[SIGNALS_COUNT]; /* signals that were not ignored before */
    bool on_terminal;
    sem_t wake;
    atomic_bool stopped;
    atomic_bool over;
    atomic_bool said;
    pthread_mutex_t drawing; /* the rest is under it */
    bool is_drawn;
    double begun;
    double hidden; /* since when there is no bar */
} here = {.drawing = PTHREAD_MUTEX_INITIALIZER};

/* Milliseconds since some start. */
static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return 1e3 * (double)time.tv_sec + 1e-6 * (double)time.tv_nsec;
}

static void put(const char *text, size_t length) {
    while (length) {
        const ssize_t written = write(STDERR_FILENO, text, length);
        if (written <= 0)
            return;
        text += written;
        length -= (size_t)written;
    }
}

/* --- the bar --------------------------------------------------------------------------------- */

static size_t width_of_terminal(void) {
    struct winsize size;
    const bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    const size_t width = known ? size.ws_col : 80;
    return width < BAR_WIDTH_MAX ? width : BAR_WIDTH_MAX;
}

/* "frontier [######----]  60 %  12 s" */
static size_t write_bar(const ent_watch_progress *at, double seconds, char *text, size_t size) {
    char cells[BAR_CELLS + 1] = "";
    if (at->expected == 0)
        return (size_t)snprintf(text, size, "%s ...  %.0f s", at->doing, seconds);
    const double done = at->done < at->expected ? (double)at->done / (double)at->expected : 1;
    for (size_t cell = 0; cell < BAR_CELLS; cell++)
        cells[cell] = (double)cell < done * BAR_CELLS ? '#' : '-';
    return (size_t)snprintf(text, size, "%s [%s] %3.0f %%  %.0f s", at->doing, cells, 100 * done,
                            seconds);
}

/* One line of spaces and what is to be seen of it; the cursor goes back to its start. */
static void draw_line(const char *text) {
    char line[BAR_WIDTH_MAX + 2];
    const size_t width = width_of_terminal() - 1;
    const size_t length = strlen(text) < width ? strlen(text) : width;
    line[0] = '\r';
    memset(line + 1, ' ', width);
    memcpy(line + 1, text, length);
    line[width + 1] = '\r';
    put(line, width + 2);
}

static void draw(void) {
    char text[256];
    ent_watch_progress at;
    pthread_mutex_lock(&here.drawing);
    if (now() - here.hidden >= FIRST_BAR_MS) {
        ent_watch_read(here.watch, &at);
        if (*at.doing) {
            write_bar(&at, (now() - here.begun) / 1e3, text, sizeof text);
            draw_line(text);
            here.is_drawn = true;
        }
    }
    pthread_mutex_unlock(&here.drawing);
}

void progress_hide(void) {
    pthread_mutex_lock(&here.drawing);
    if (here.is_drawn)
        draw_line("");
    here.is_drawn = false;
    here.hidden = now();
    pthread_mutex_unlock(&here.drawing);
}

/* --- stopping -------------------------------------------------------------------------------- */

static void restore_signals(void) {
    struct sigaction usual = {.sa_handler = SIG_DFL};
    sigemptyset(&usual.sa_mask);
    for (size_t s = 0; s < SIGNALS_COUNT; s++)
        if (here.is_taken[s])
            sigaction(SIGNALS[s], &usual, NULL);
}

/* Calls nothing but what a handler may call. */
static void on_signal(int signal) {
    (void)signal;
    const int error = errno;
    restore_signals();
    atomic_store(&here.stopped, true);
    ent_watch_stop(here.watch);
    sem_post(&here.wake);
    errno = error;
}

/* What somebody has ignored for us, as nohup does, stays ignored. */
static void take_signals(void) {
    struct sigaction ours = {.sa_handler = on_signal};
    struct sigaction before;
    sigemptyset(&ours.sa_mask);
    for (size_t s = 0; s < SIGNALS_COUNT; s++) {
        here.is_taken[s] =
            sigaction(SIGNALS[s], NULL, &before) == 0 && before.sa_handler == SIG_DFL;
        if (here.is_taken[s])
            sigaddset(&ours.sa_mask, SIGNALS[s]);
    }
    for (size_t s = 0; s < SIGNALS_COUNT; s++)
        if (here.is_taken[s])
            sigaction(SIGNALS[s], &ours, NULL);
}

static void say_stopped(void) {
    char text[128];
    if (atomic_exchange(&here.said, true))
        return;
    snprintf(text, sizeof text, "entente %s: stopped\n", here.command->name);
    put(text, strlen(text));
}

_Noreturn static void give_up(void) {
    output_abandon();
    progress_hide();
    say_stopped();
    _exit(STOPPED);
}

bool progress_is_stopped(void) {
    return atomic_load(&here.stopped);
}

/* --- the helper ------------------------------------------------------------------------------ */

/* Sleep until something happens, at most so long; 0: however long. */
static void sleep_for(unsigned milliseconds) {
    struct timespec until;
    if (milliseconds == 0) {
        sem_wait(&here.wake);
        return;
    }
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += (long)milliseconds * 1000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    sem_timedwait(&here.wake, &until);
}

static void *help(void *nothing) {
    double end = 0;
    while (!atomic_load(&here.over)) {
        const bool stopped = progress_is_stopped();
        if (stopped && end <= 0)
            end = now() + PATIENCE_MS;
        if (stopped && now() >= end)
            give_up();
        if (!stopped && here.on_terminal)
            draw();
        sleep_for(stopped ? (unsigned)(end - now()) + 1 : here.on_terminal ? BAR_EVERY_MS : 0);
    }
    return nothing;
}

/* Signals are for the thread that works, whose reads and writes they interrupt. */
static bool start_helper(void) {
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const bool started = pthread_create(&here.helper, NULL, help, NULL) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

ent_watch *progress_begin(const cli_command *command) {
    here.command = command;
    here.watch = ent_watch_new();
    if (!here.watch || sem_init(&here.wake, 0, 0) != 0) {
        ent_watch_free(here.watch);
        here.watch = NULL;
        return NULL;
    }
    here.begun = here.hidden = now();
    here.on_terminal = isatty(STDERR_FILENO);
    here.has_helper = start_helper();
    if (here.has_helper) /* without it nobody would end a read that waits */
        take_signals();
    return here.watch;
}

int progress_end(int code) {
    if (!here.watch)
        return code;
    restore_signals();
    progress_hide();
    if (progress_is_stopped()) { /* the helper ends the program should the rest of it hang */
        say_stopped();
        return STOPPED;
    }
    atomic_store(&here.over, true);
    sem_post(&here.wake);
    if (here.has_helper)
        pthread_join(here.helper, NULL);
    sem_destroy(&here.wake);
    ent_watch_free(here.watch);
    here.watch = NULL;
    return code;
}
