/* Records what a program does to the files of one folder: loaded before it with LD_PRELOAD.
 *
 *   POWER_LOSS_FOLDER   files under this path are recorded, but for -shm, which is memory
 *   POWER_LOSS_LOG      where the records go
 *
 * A record is kind, length of the path, offset, length of the data, path, data. Kinds: W bytes written,
 * T cut to offset, B flush began, E flush ended (data: number of the record that began it), R renamed
 * (data: new path), U removed, A bytes written to the standard output. A write is recorded when it is
 * done and a flush before it begins, so that no write counts as flushed that may have come later.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { FILES = 4096 };

static char *paths[FILES];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int out = -1;
static uint64_t count;
static const char *folder;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
    folder = getenv("POWER_LOSS_FOLDER");
    const char *path = getenv("POWER_LOSS_LOG");
    if (folder && path) out = REAL(open)(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static uint64_t record(char kind, const char *path, uint64_t offset, const void *data, uint32_t length) {
    struct __attribute__((packed)) {
        char kind;
        uint16_t path;
        uint64_t offset;
        uint32_t length;
    } head = {kind, (uint16_t)strlen(path), offset, length};
    struct iovec parts[] = {{&head, sizeof head}, {(void *)path, head.path}, {(void *)data, length}};
    pthread_mutex_lock(&lock);
    uint64_t number = count++;
    /* One call, so a killed program leaves whole records but for the last. */
    ssize_t done = writev(out, parts, 3);
    pthread_mutex_unlock(&lock);
    if (done < 0) abort();
    return number;
}

static int recorded(const char *path) {
    size_t length = strlen(path);
    return out >= 0 && strncmp(path, folder, strlen(folder)) == 0
        && !(length > 4 && strcmp(path + length - 4, "-shm") == 0);
}

static const char *file(int descriptor) {
    return descriptor >= 0 && descriptor < FILES ? paths[descriptor] : NULL;
}

static int opened(int descriptor, const char *path, int flags) {
    if (descriptor >= 0 && descriptor < FILES) {
        paths[descriptor] = recorded(path) ? strdup(path) : NULL;
        if (paths[descriptor] && flags & O_TRUNC) record('T', path, 0, "", 0);
    }
    return descriptor;
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = va_arg(rest, mode_t); \
        va_end(rest); \
        return opened(REAL(name)(path, flags, mode), path, flags); \
    }
OPEN(open)
OPEN(open64)

int close(int descriptor) {
    if (descriptor >= 0 && descriptor < FILES) paths[descriptor] = NULL;
    return REAL(close)(descriptor);
}

#define PWRITE(name, type) \
    ssize_t name(int descriptor, const void *data, size_t length, type offset) { \
        ssize_t done = REAL(name)(descriptor, data, length, offset); \
        const char *path = file(descriptor); \
        if (path && done > 0) record('W', path, offset, data, done); \
        return done; \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int descriptor, const void *data, size_t length) {
    const char *path = file(descriptor);
    if (descriptor == 1 && out >= 0) record('A', "", 0, data, length);
    off_t place = path ? lseek(descriptor, 0, SEEK_CUR) : 0;
    ssize_t done = REAL(write)(descriptor, data, length);
    if (path && done > 0) record('W', path, place, data, done);
    return done;
}

#define TRUNCATE(name, type) \
    int name(int descriptor, type length) { \
        int code = REAL(name)(descriptor, length); \
        const char *path = file(descriptor); \
        if (path && code == 0) record('T', path, length, "", 0); \
        return code; \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name) \
    int name(int descriptor) { \
        const char *path = file(descriptor); \
        if (!path) return REAL(name)(descriptor); \
        uint64_t number = record('B', path, 0, "", 0); \
        int code = REAL(name)(descriptor); \
        if (code == 0) record('E', path, 0, &number, sizeof number); \
        return code; \
    }
SYNC(fsync)
SYNC(fdatasync)

int rename(const char *old, const char *new) {
    int code = REAL(rename)(old, new);
    if (code == 0 && recorded(old)) record('R', old, 0, new, strlen(new));
    return code;
}

int unlink(const char *path) {
    int code = REAL(unlink)(path);
    if (code == 0 && recorded(path)) record('U', path, 0, "", 0);
    return code;
}
