package org.campanile.core.logs;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.remote.Remote;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Logs of one host, over one SSH connection. Each look is one command that tells of every file which one it is (inode, and when it was made, since the
 * number of a file that was deleted is soon another's), how long it is and what is new since the last look; so a rotated file's last lines are found in the file it was renamed to, as {@code tail --follow=name} would
 * lose them, and a lost connection loses nothing. Needs a POSIX shell, stat, tail, head and base64 on the host.
 */
public final class RemoteFeed implements LogFeed {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String MARK = "@campanile-log";

    private record Position(String file, long at) {
    }

    /** Gives the open connection to the host, a new one when the last was cut. */
    public interface Line {
        /** Blocks while it connects. */
        Remote open(Task task) throws FailureException;
    }

    private final Line line;
    private final HostProfile host;
    private final List<LogSource> sources;
    private final boolean asRoot;
    private final long first;
    private final int most;
    private final Map<LogSource, Position> positions = new HashMap<>();

    /**
     * @param line to the host; the connection belongs to whoever gives it
     * @param asRoot whether the files are read under sudo
     * @param first how many bytes of the end of each file are read at first
     * @param most bytes of one file in one look
     */
    public RemoteFeed(Line line, HostProfile host, List<LogSource> sources, boolean asRoot, long first, int most) {
        this.line = line;
        this.host = host;
        this.sources = List.copyOf(sources);
        this.asRoot = asRoot;
        this.first = first;
        this.most = most;
    }

    @Override
    public List<LogPiece> look(Task task) throws FailureException {
        // Three characters for two bytes, and both a file and the one it was before.
        Command command = Command.of(script()).within(LIMIT).withOutputUpTo(Math.max(1 << 20, sources.size() * (most * 3 + 4096)));
        // What the reader prints is for this program and no output to show.
        Task silent = Task.unwatched();
        CommandResult result;
        try (Task.Registration registration = task.onCancel(silent::cancel)) {
            result = line.open(task).run(asRoot ? command.withSudo() : command, silent);
        }
        if (!result.ok()) {
            throw new FailureException(new Failure(Failure.Kind.REMOTE, "reading logs", host.where(), result.err().strip(), "The host could not run the reader.",
                    "It needs a POSIX shell with stat, tail, head and base64."));
        }
        return pieces(result.out());
    }

    private String script() {
        StringBuilder script = new StringBuilder("""
                ident() { stat -Lc %i.%W -- "$1" 2>/dev/null; }
                part() { tail -c +$(($2 + 1)) -- "$1" | head -c "$3" | base64 | tr -d '\\n'; echo; }
                file() {
                  i=$(ident "$2") || { echo "MARK $1 missing 0 0 0"; return; }
                  [ -r "$2" ] && [ ! -d "$2" ] || { echo "MARK $1 forbidden 0 0 0"; return; }
                  s=$(stat -Lc %s -- "$2"); o=$4
                  if [ "$3" = - ]; then o=$((s > $5 ? s - $5 : 0))
                  elif [ "$3" != "$i" ]; then
                    for r in "$2.1" "$2"-*; do
                      if [ "$(ident "$r")" = "$3" ] && [ -r "$r" ]; then
                        was=$(stat -Lc %s -- "$r")
                        echo "MARK $1 old $3 $o $was"; part "$r" "$o" "$6"
                        [ $((was - o)) -le "$6" ] || return
                        break
                      fi
                    done
                    o=0
                  elif [ "$s" -lt "$o" ]; then echo "MARK $1 shorter $i 0 0"; o=0
                  fi
                  echo "MARK $1 new $i $o $s"; part "$2" "$o" "$6"
                }
                journal() {
                  command -v journalctl >/dev/null || { echo "MARK $1 missing 0 0 0"; return; }
                  n=$1; u=$2; most=$4
                  if [ "$3" = - ]; then set -- -n 2000; else set -- --after-cursor="$3"; fi
                  # Somebody who may not read the system's journal is shown an empty one.
                  there=; mine=; for f in /run/log/journal/*/system.journal /var/log/journal/*/system.journal; do
                    [ ! -e "$f" ] || { there=1; [ ! -r "$f" ] || mine=1; }
                  done
                  [ -z "$there" ] || [ -n "$mine" ] || { echo "MARK $n forbidden 0 0 0"; return; }
                  new=$(journalctl -u "$u" -o short-iso-precise --no-pager --show-cursor -q "$@" 2>/dev/null | tail -c "$most" | base64 | tr -d '\\n')
                  [ -n "$new" ] || [ "$(systemctl show -p LoadState "$u" 2>/dev/null)" != LoadState=not-found ] || { echo "MARK $n missing 0 0 0"; return; }
                  echo "MARK $n journal 0 0 0"; echo "$new"
                }
                export LC_ALL=C
                echo "MARK zone $(date +%z) 0 0 0"
                """.replace("MARK", MARK));
        for (int i = 0; i < sources.size(); i++) {
            LogSource source = sources.get(i);
            Position was = positions.getOrDefault(source, new Position("-", 0));
            String name = Command.quote(source.name());
            script.append(source.kind() == LogSource.Kind.JOURNAL ? "journal " + i + " " + name + " " + Command.quote(was.file()) + " " + most
                    : "file " + i + " " + name + " " + Command.quote(was.file()) + " " + was.at() + " " + first + " " + most).append('\n');
        }
        return script.toString();
    }

    private List<LogPiece> pieces(String out) {
        List<LogPiece> pieces = new ArrayList<>();
        ZoneOffset zone = ZoneOffset.UTC;
        LogPiece.Event event = LogPiece.Event.PRESENT;
        String[] lines = out.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String[] word = lines[i].split(" ");
            if (!word[0].equals(MARK) || word.length < 6) {
                continue;
            }
            if (word[1].equals("zone")) {
                zone = zone(word[2]);
                continue;
            }
            LogSource source = sources.get(Integer.parseInt(word[1]));
            switch (word[2]) {
                case "missing" -> pieces.add(new LogPiece(source, new byte[0], zone, LogPiece.Event.MISSING, false));
                case "forbidden" -> pieces.add(new LogPiece(source, new byte[0], zone, LogPiece.Event.FORBIDDEN, false));
                case "shorter" -> event = LogPiece.Event.TRUNCATED;
                case "journal" -> pieces.add(journal(source, Base64.getDecoder().decode(lines[++i]), zone));
                default -> {
                    boolean old = word[2].equals("old");
                    pieces.add(file(source, word, Base64.getDecoder().decode(lines[++i]), zone, old ? LogPiece.Event.ROTATED : event));
                    event = LogPiece.Event.PRESENT;
                }
            }
        }
        return pieces;
    }

    private LogPiece file(LogSource source, String[] word, byte[] bytes, ZoneOffset zone, LogPiece.Event event) {
        long from = Long.parseLong(word[4]);
        boolean begin = !positions.containsKey(source);
        long at = from + bytes.length;
        positions.put(source, new Position(word[3], at));
        int cut = begin && from > 0 ? LocalFeed.afterFirstLine(bytes) : 0;
        return new LogPiece(source, Arrays.copyOfRange(bytes, cut, bytes.length), zone, event, at < Long.parseLong(word[5]));
    }

    private LogPiece journal(LogSource source, byte[] bytes, ZoneOffset zone) {
        // More than is taken in one look loses its begin, and the first line with it.
        int cut = bytes.length < most ? 0 : LocalFeed.afterFirstLine(bytes);
        String text = new String(bytes, cut, bytes.length - cut, StandardCharsets.UTF_8);
        int cursor = text.lastIndexOf("-- cursor: ");
        if (cursor >= 0) {
            positions.put(source, new Position(text.substring(cursor + "-- cursor: ".length()).strip(), 0));
            text = text.substring(0, cursor);
        }
        return new LogPiece(source, text.getBytes(StandardCharsets.UTF_8), zone, LogPiece.Event.PRESENT, false);
    }

    private static ZoneOffset zone(String offset) {
        try {
            return ZoneOffset.of(offset);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    @Override
    public void close() {
        positions.clear();
    }
}
