package org.campanile.core.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.FailureException;

/**
 * Where the user's files are; the window and the command line use the same. A value.
 *
 * @param root the folder all others are in
 */
public record Home(Path root) {

    public Home {
        root = root.toAbsolutePath().normalize();
    }

    /** The home of the user who runs this program. */
    public static Home system() {
        return of(System.getenv(), System.getProperty("os.name", ""), Path.of(System.getProperty("user.home", ".")));
    }

    /**
     * {@code CAMPANILE_HOME} if it is set; otherwise {@code %APPDATA%\Campanile}, {@code ~/Library/Application Support/Campanile} or
     * {@code $XDG_DATA_HOME/campanile} (XDG Base Directory Specification: {@code ~/.local/share} when not set, ignored when relative).
     */
    public static Home of(Map<String, String> environment, String os, Path userHome) {
        String chosen = environment.getOrDefault("CAMPANILE_HOME", "");
        if (!chosen.isBlank()) {
            return new Home(Path.of(chosen));
        }
        String system = os.toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            String data = environment.getOrDefault("APPDATA", "");
            return new Home((data.isBlank() ? userHome.resolve("AppData").resolve("Roaming") : Path.of(data)).resolve("Campanile"));
        }
        if (system.startsWith("mac")) {
            return new Home(userHome.resolve("Library").resolve("Application Support").resolve("Campanile"));
        }
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        boolean usable = !data.isBlank() && Path.of(data).isAbsolute();
        return new Home((usable ? Path.of(data) : userHome.resolve(".local").resolve("share")).resolve("campanile"));
    }

    /** Folder of the labs' files. */
    public Path labs() {
        return root.resolve("labs");
    }

    /** Folder of the environments' files. */
    public Path environments() {
        return root.resolve("environments");
    }

    /** Folder of the journals of runs. */
    public Path runs() {
        return root.resolve("runs");
    }

    /** Folder of what is remembered of deployments. */
    public Path deployments() {
        return root.resolve("deployments");
    }

    /** Folder of the user's own recipes; made by the user. */
    public Path recipes() {
        return root.resolve("recipes");
    }

    /** Folder of what was chosen for each lab's set-up. */
    public Path setups() {
        return root.resolve("setups");
    }

    /** Folder of the history's database. */
    public Path history() {
        return root.resolve("history");
    }

    /** The audit log. */
    public Path audit() {
        return root.resolve("audit.log");
    }

    /** Certificates of servers that the user trusts always. */
    public Path trustedCertificates() {
        return root.resolve("trusted-certificates.yaml");
    }

    /** Keys of hosts that the user has accepted, in the format of OpenSSH. */
    public Path knownHosts() {
        return root.resolve("known_hosts");
    }

    /** Makes the folders that are missing. */
    public void create() throws FailureException {
        for (Path folder : List.of(labs(), environments(), runs(), history())) {
            try {
                SafeFiles.createFolder(folder);
            } catch (IOException e) {
                throw new FailureException(SafeFiles.local("making the folders of Campanile", folder, e), e);
            }
        }
    }
}
