package org.campanile.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.openstack.CloudLimits;

/**
 * What a command line is started in. A value; tests make their own.
 *
 * @param environment the process' variables
 * @param os name of the operating system, as Java tells it
 * @param working the working directory, the first place in which clouds.yaml is looked for
 * @param userHome the user's home folder
 * @param terminal who can be asked, when there is somebody
 * @param limits how long a cloud may take
 */
record Surroundings(Map<String, String> environment, String os, Path working, Path userHome, Optional<Terminal> terminal, CloudLimits limits) {

    Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Those of this process. */
    static Surroundings system() {
        return new Surroundings(System.getenv(), System.getProperty("os.name", ""), Path.of("").toAbsolutePath(),
                Path.of(System.getProperty("user.home", ".")), ConsoleTerminal.present(), CloudLimits.DEFAULT);
    }
}
