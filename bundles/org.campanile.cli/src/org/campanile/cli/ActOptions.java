package org.campanile.cli;

import picocli.CommandLine.Option;

/** For commands that change something. */
final class ActOptions {

    @Option(names = "--dry-run", description = "Say what would be done and do nothing.")
    boolean dryRun;

    @Option(names = { "-y", "--yes" }, description = "Agree beforehand. A critical lab still asks for its name.")
    boolean yes;
}
