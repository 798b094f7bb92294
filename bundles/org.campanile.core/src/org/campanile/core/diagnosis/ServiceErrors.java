package org.campanile.core.diagnosis;

import java.util.LinkedList;
import java.util.List;
import java.util.regex.Pattern;

import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** The errors that a service writes into its log from a moment on; what stood there before is another story. One thread; blocks. */
final class ServiceErrors {

    /** As oslo.log and Python write them; the first word of an exception that was printed stands at the begin of a line, or behind oslo's head. */
    private static final Pattern ERROR = Pattern.compile(" (ERROR|CRITICAL) |^\\w[\\w.]*(Error|Exception|Found|Failure|Refused): ");
    /** oslo.log ends a traceback with a line that has a head and nothing behind it. */
    private static final Pattern EMPTY = Pattern.compile(" (ERROR|CRITICAL) \\S+( \\[[^\\]]*])?\\s*$");
    private static final Pattern USUAL = Pattern.compile(" (INFO|DEBUG|AUDIT) ");
    private static final int MOST = 40;

    private final ServiceSwitch services;
    private final ServiceSwitch.Role role;
    private List<String> before = List.of();

    ServiceErrors(ServiceSwitch services, ServiceSwitch.Role role) {
        this.services = services;
        this.role = role;
    }

    /** From now on. A log that cannot be read has nothing before. */
    void begin(Task task) throws FailureException {
        before = lines(task);
    }

    /** The last errors since, the oldest first; a log that cannot be read has none. */
    List<String> since(Task task) throws FailureException {
        // Each line that was there counts once: the log may come from a file and from the journal, so it does not only grow at its end.
        List<String> old = new LinkedList<>(before);
        return of(lines(task).stream().filter(l -> !old.remove(l)).toList());
    }

    /** The last errors among these lines. */
    static List<String> of(List<String> lines) {
        List<String> errors = lines.stream().filter(l -> ERROR.matcher(l).find() && !EMPTY.matcher(l).find()).map(String::strip).toList();
        return errors.subList(Math.max(0, errors.size() - MOST), errors.size());
    }

    /** The errors that a log ends with: none of those after which it went on as usual. */
    static List<String> atTheEnd(List<String> lines) {
        int from = lines.size();
        while (from > 0 && !USUAL.matcher(lines.get(from - 1)).find()) {
            from--;
        }
        return of(lines.subList(from, lines.size()));
    }

    private List<String> lines(Task task) throws FailureException {
        try {
            return services.log(role, task).stream().filter(l -> !l.isBlank()).toList();
        } catch (FailureException e) {
            ChainLook.told(e);
            return List.of();
        }
    }
}
