package org.campanile.core.host;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

import org.campanile.core.file.Checksums;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Small files of a host, whoever owns them: read and written as root, whole or not at all. A new content grows beside the file with its owner,
 * mode, access lists and SELinux context, is fsynced and renamed into place; what was there before is kept beside it. After any failure, a full
 * disk or a cut connection included, the old file stands. Stateless; blocks, so worker threads only.
 */
public final class HostFiles {

    /** Bytes of a file that is read or written here; a configuration file is never bigger. */
    public static final int LARGEST = 4 << 20;

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    /** Lines that end as the host's base64 wants them. */
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(76, new byte[] { '\n' });

    private static final int NOT_THERE = 70;
    private static final int NOT_A_FILE = 71;
    private static final int TOO_BIG = 72;
    private static final int CHANGED = 73;
    private static final int INCOMPLETE = 74;
    private static final int NO_FOLDER = 75;

    private static final String READ = """
            LC_ALL=C; export LC_ALL; f=%s
            [ -e "$f" ] || exit 70
            [ -f "$f" ] || exit 71
            [ "$(wc -c < "$f")" -le %d ] || exit 72
            stat -L -c '%%a %%U:%%G' -- "$f" && base64 < "$f"
            """;

    private static final String WRITE = """
            LC_ALL=C; export LC_ALL; umask 077; f=%1$s; expected=%2$s; b=%3$s; size=%4$d; mode=%5$s; owner=%6$s
            [ -L "$f" ] && f=$(readlink -f -- "$f")
            d=$(dirname -- "$f"); [ -d "$d" ] || exit 75
            t=$(mktemp "$d/.campanile.XXXXXXXX") || exit 76
            made=
            trap 'rm -f -- "$t"; [ -z "$made" ] || rm -f -- "$b"' EXIT; trap 'exit 77' HUP INT TERM PIPE
            now=absent; [ ! -e "$f" ] || now=$(sha256sum < "$f" | cut -d' ' -f1)
            [ "$now" = "$expected" ] || exit 73
            if [ "$now" = absent ]; then
              base64 -d > "$t" && chmod "$mode" -- "$t" && { [ -z "$owner" ] || chown "$owner" -- "$t"; } || exit 76
              command -v restorecon >/dev/null 2>&1 && restorecon -F "$t" >/dev/null 2>&1
            else
              if [ -n "$b" ]; then [ ! -e "$b" ] || exit 76; made=1; cp -p -- "$f" "$b" || exit 76; dd if=/dev/null of="$b" conv=notrunc,fsync 2>/dev/null || exit 76; fi
              cp -a -- "$f" "$t" && base64 -d > "$t" || exit 76
            fi
            [ "$(wc -c < "$t")" -eq "$size" ] || exit 74
            dd if=/dev/null of="$t" conv=notrunc,fsync 2>/dev/null || exit 76
            now=absent; [ ! -e "$f" ] || now=$(sha256sum < "$f" | cut -d' ' -f1)
            [ "$now" = "$expected" ] || exit 73
            mv -f -- "$t" "$f" || exit 76
            made=; trap - EXIT
            sync -- "$d" 2>/dev/null || sync
            """;

    private static final String REMOVE = """
            LC_ALL=C; export LC_ALL; f=%s; expected=%s
            [ -L "$f" ] && f=$(readlink -f -- "$f")
            [ -e "$f" ] || exit 0
            [ "$(sha256sum < "$f" | cut -d' ' -f1)" = "$expected" ] || exit 73
            rm -f -- "$f"
            """;

    /** A link stays one: what it leads to is put back, also where that lies on another file system, which a file is not moved to in one go. */
    private static final String RESTORE = """
            LC_ALL=C; export LC_ALL; umask 077; b=%s; f=%s
            [ -L "$f" ] && f=$(readlink -f -- "$f")
            d=$(dirname -- "$f")
            if [ "$(stat -c %%d -- "$b")" = "$(stat -c %%d -- "$d")" ]; then mv -f -- "$b" "$f"; exit; fi
            t=$(mktemp "$d/.campanile.XXXXXXXX") || exit 76
            trap 'rm -f -- "$t"' EXIT; trap 'exit 77' HUP INT TERM PIPE
            cp -a -- "$b" "$t" && dd if=/dev/null of="$t" conv=notrunc,fsync 2>/dev/null && mv -f -- "$t" "$f" || exit 76
            trap - EXIT
            rm -f -- "$b"
            """;

    private final Host host;
    private final Clock clock;

    HostFiles(Host host) {
        this(host, Clock.systemUTC());
    }

    HostFiles(Host host, Clock clock) {
        this.host = host;
        this.clock = clock;
    }

    /** Reads a file; one that is not there is a result. Bad input when it is no plain file or bigger than {@link #LARGEST}. */
    public HostFile read(String path, Task task) throws FailureException {
        String doing = "reading " + path;
        absolute(path, doing);
        Command command = Command.of("sh").withStdin(READ.formatted(Command.quote(path), LARGEST)).withinSilence(LIMIT);
        CommandResult result = host.sudoQuietly(command, task);
        return switch (result.exit()) {
            case NOT_THERE -> HostFile.absent(path);
            case NOT_A_FILE -> throw refused(Kind.BAD_INPUT, doing, "There is no plain file of that name.", "Look what stands there.");
            case TOO_BIG -> throw refused(Kind.BAD_INPUT, doing, "The file is bigger than " + (LARGEST >> 20) + " MiB, which a configuration file never is.",
                    "Look whether it is the right file.");
            default -> parsed(path, doing, host.succeeded(doing, result).out());
        };
    }

    private HostFile parsed(String path, String doing, String out) throws FailureException {
        int line = out.indexOf('\n');
        String[] head = line < 0 ? new String[0] : out.substring(0, line).split(" ");
        try {
            byte[] content = Base64.getMimeDecoder().decode(out.substring(line + 1));
            return new HostFile(path, true, content, Checksums.sha256(content), head[0], head[1]);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw refused(Kind.BAD_ANSWER, doing, "The host did not give the file in the way that was asked for.", "Look whether its base64 and stat work.");
        }
    }

    /**
     * Replaces a file, or makes one of mode 644 that belongs to root.
     *
     * @param before what {@link #read} gave; conflict when the file is not that any more
     */
    public Written write(HostFile before, byte[] content, Task task) throws FailureException {
        return write(before, content, "644", "", task);
    }

    /**
     * Replaces a file, which keeps its mode and owner, or makes one.
     *
     * @param before what {@link #read} gave; conflict when the file is not that any more
     * @param mode of a new file, octal
     * @param owner of a new file, {@code user:group}; empty for root
     */
    public Written write(HostFile before, byte[] content, String mode, String owner, Task task) throws FailureException {
        Written planned = plan(before, content);
        write(before, content, planned, mode, owner, task);
        return planned;
    }

    /** What {@link #write(HostFile, byte[], Written, String, String, Task)} will leave behind, to be noted before it is done. Touches nothing. */
    public Written plan(HostFile before, byte[] content) {
        String backup = before.exists() ? before.path() + ".campanile-" + STAMP.format(clock.instant()) : "";
        return new Written(before.path(), backup, Checksums.sha256(content));
    }

    /** As the other ones, with what was planned. */
    public void write(HostFile before, byte[] content, Written planned, String mode, String owner, Task task) throws FailureException {
        put(before.path(), before.exists() ? before.sha256() : "absent", planned.backup(), content, mode, owner, task);
    }

    private void put(String path, String expected, String backup, byte[] content, String mode, String owner, Task task) throws FailureException {
        String doing = "writing " + path;
        absolute(path, doing);
        if (content.length > LARGEST) {
            throw refused(Kind.BAD_INPUT, doing, "The new content is bigger than " + (LARGEST >> 20) + " MiB.", "Upload it as a file instead.");
        }
        String script = WRITE.formatted(Command.quote(path), expected, backup.isEmpty() ? "''" : Command.quote(backup), content.length,
                Command.quote(mode), owner.isEmpty() ? "''" : Command.quote(owner));
        Command command = Command.of("sh -c " + Command.quote(script)).withStdin(BASE64.encodeToString(content)).withinSilence(LIMIT);
        CommandResult result = sent(doing, command, task);
        switch (result.exit()) {
            case 0 -> {
            }
            case CHANGED -> throw refused(Kind.CONFLICT, doing, "The file on the host is not what it was when it was read; it was left as it is.",
                    "Look who changed it, then read it again.");
            case INCOMPLETE -> throw refused(Kind.REMOTE, doing, "The new content did not arrive whole; the old file stands.", "Try again.");
            case NO_FOLDER -> throw refused(Kind.NOT_FOUND, doing, "The folder of the file does not exist.", "Install what it belongs to first.");
            default -> done(doing, result);
        }
    }

    private void done(String doing, CommandResult result) throws FailureException {
        if (isLocked(result)) {
            throw new FailureException(new Failure(Kind.DENIED, doing, host.where(), result.err().strip(),
                    "The file or its folder is protected against changes, also by root, as by chattr +i; it was left as it is.",
                    "Look with lsattr; take the mark away with chattr -i if it may be changed, then try again."));
        }
        host.succeeded(doing, result);
    }

    /** Root may do all but change what is marked as not to be changed. */
    static boolean isLocked(CommandResult result) {
        return !result.ok() && result.err().contains("Operation not permitted");
    }

    /** A line that is the whole script must not stand in messages; they tell what was being done instead. */
    private CommandResult sent(String doing, Command command, Task task) throws FailureException {
        try {
            return host.sudoQuietly(command, task);
        } catch (FailureException e) {
            task.checkCancelled(doing);
            Failure f = e.failure();
            throw new FailureException(new Failure(f.kind(), doing, f.subject(), f.cameBack(), f.meaning(), f.next()), e);
        }
    }

    /**
     * Puts a backup back, mode and owner too, and removes the backup. Conflict when the file was changed since {@link #write}; nothing happens when
     * the backup is gone and the file is what it held, so that it may be called twice.
     */
    public void restore(Written written, Task task) throws FailureException {
        if (written.backup().isEmpty()) {
            remove(written.path(), written.sha256(), task);
            return;
        }
        HostFile old = read(written.backup(), task);
        HostFile now = read(written.path(), task);
        String doing = "putting " + written.path() + " back";
        if (!old.exists()) {
            if (now.exists() && !now.sha256().equals(written.sha256())) {
                return;
            }
            throw refused(Kind.NOT_FOUND, doing, "The backup " + written.backup() + " is gone.", "Look whether somebody has moved it.");
        }
        if (now.exists() && !now.sha256().equals(written.sha256()) && !now.sha256().equals(old.sha256())) {
            throw refused(Kind.CONFLICT, doing, "The file was changed after it was written; it was left as it is.",
                    "Compare it with " + written.backup() + " and decide by hand.");
        }
        String script = RESTORE.formatted(Command.quote(written.backup()), Command.quote(written.path()));
        done(doing, host.sudoQuietly(Command.of("sh").withStdin(script).withinSilence(LIMIT), task));
    }

    /** Removes a file that still is what it was; one that is gone is fine. Conflict when it was changed. */
    public void remove(String path, String sha256, Task task) throws FailureException {
        String doing = "removing " + path;
        absolute(path, doing);
        Command command = Command.of("sh").withStdin(REMOVE.formatted(Command.quote(path), sha256)).withinSilence(LIMIT);
        CommandResult result = host.sudoQuietly(command, task);
        if (result.exit() == CHANGED) {
            throw refused(Kind.CONFLICT, doing, "The file was changed after it was made; it was left as it is.", "Look whether it is still needed.");
        }
        done(doing, result);
    }

    private void absolute(String path, String doing) throws FailureException {
        if (!path.startsWith("/") || path.indexOf('\n') >= 0 || path.indexOf('\0') >= 0) {
            throw refused(Kind.BAD_INPUT, doing, "A path on a host begins with a slash and has no line breaks.", "Give the whole path.");
        }
    }

    private FailureException refused(Kind kind, String doing, String meaning, String next) {
        return new FailureException(new Failure(kind, doing, host.where(), "", meaning, next));
    }
}
