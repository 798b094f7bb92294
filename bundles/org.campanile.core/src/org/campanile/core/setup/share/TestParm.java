package org.campanile.core.setup.share;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.campanile.core.host.Host;
import org.campanile.core.remote.Command;
import org.campanile.core.remote.CommandResult;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * What Samba's own testparm makes of an smb.conf, included files and all. A value.
 *
 * @param refused its words when Samba cannot use the file
 * @param warnings what it warns of, such as unknown parameters
 * @param effective the values that hold and are not Samba's defaults; empty when refused
 */
record TestParm(Optional<String> refused, List<String> warnings, SmbConf effective) {

    /** Lets testparm read a text that is not a file yet; empty when the host has no testparm. */
    static Optional<TestParm> of(Host host, String conf, Task task) throws FailureException {
        String script = "PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin; command -v testparm >/dev/null || exit 127; exec testparm -s /dev/stdin";
        CommandResult result = host.sudoQuietly(Command.of("sh -c " + Command.quote(script)).withStdin(conf), task);
        return result.exit() == 127 ? Optional.empty() : Optional.of(read(result));
    }

    static TestParm read(CommandResult result) {
        List<String> said = result.err().lines().map(String::strip).filter(l -> !l.isEmpty() && !l.startsWith("Load smb config")
                && !l.startsWith("Loaded services file OK") && !l.startsWith("Server role:") && !l.startsWith("Weak crypto") && !l.startsWith("Press enter")
                && !l.startsWith("Ignoring unknown") && !l.startsWith("rlimit_max") && !l.startsWith("Processing section")).toList();
        boolean bad = !result.ok() || said.stream().anyMatch(l -> l.startsWith("Error loading services"));
        return new TestParm(bad ? Optional.of(said.isEmpty() ? "exit code " + result.exit() : String.join("; ", said)) : Optional.empty(),
                bad ? List.of() : said, SmbConf.parse(bad ? "" : result.out()));
    }

    /** Why a share would not be what it shall, if so. */
    Optional<Failure> problem(ShareRequest request, String where) {
        String doing = "checking " + request.config() + " with testparm";
        if (refused.isPresent()) {
            return Optional.of(new Failure(Failure.Kind.CONFLICT, doing, request.config() + " at " + where, refused.get(),
                    "Samba cannot use the file, so it was not put in place.", "Correct what testparm names; the file stands as it was."));
        }
        if (!effective.has(request.name())) {
            return Optional.of(new Failure(Failure.Kind.CONFLICT, doing, request.config() + " at " + where, "",
                    "Samba would not know a share " + request.name() + ".", "Look what a registry configuration or an include makes of the file."));
        }
        // testparm leaves out what is Samba's default.
        var lacking = request.section().entrySet().stream().filter(e -> !holds(request.name(), e.getKey(), e.getValue())).toList();
        if (!lacking.isEmpty()) {
            return Optional.of(new Failure(Failure.Kind.CONFLICT, doing, request.config() + " at " + where, lacking.toString(),
                    "Something that Samba reads later overrides these values: an included file, or a copied section.",
                    "Look into what the file includes, and take share " + request.name() + " out there."));
        }
        return Optional.empty();
    }

    private boolean holds(String section, String name, String value) {
        String byDefault = switch (SmbNames.parameter(name)) {
            case "readonly", "browseable", "available" -> "yes";
            case "guestok" -> "no";
            case "createmask" -> "0744";
            case "directorymask" -> "0755";
            default -> "";
        };
        String global = effective.value(SmbConf.GLOBAL, name).orElse(byDefault);
        return SmbNames.sameValue(name, effective.value(section, name).orElse(global), value);
    }

    /** The port to reach it at: the first of {@code smb ports}, which is 445 unless told otherwise. */
    int port() {
        String ports = effective.value(SmbConf.GLOBAL, "smb ports").orElse("445");
        try {
            return Integer.parseInt(ports.strip().split("[\\s,]+")[0]);
        } catch (NumberFormatException e) {
            return 445;
        }
    }

    /** The oldest protocol that is spoken, when somebody has lowered it to SMB 1. */
    Optional<String> speaksSmb1() {
        return effective.value(SmbConf.GLOBAL, "server min protocol").filter(p -> p.toUpperCase(Locale.ROOT).matches("CORE|COREPLUS|LANMAN\\d|NT1|SMB1"));
    }
}
