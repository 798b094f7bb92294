package org.campanile.reallab.setup;

import java.nio.file.Path;
import java.util.List;

import org.campanile.core.recipe.Kinds;
import org.campanile.core.setup.SetupKinds;
import org.campanile.core.task.Task;
import org.campanile.reallab.host.LabMachine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Entries of recipes on a machine that all tests of the class share, since making one takes longer than a test; each test has runs and connections of its own. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class OnMachine {

    @TempDir
    Path folder;

    final Kinds kinds = SetupKinds.all();
    LabMachine machine;
    Task task;
    KindRuns runs;

    abstract LabMachine make() throws Exception;

    /** As user admin, who needs no password. */
    KindRuns connect() throws Exception {
        return new KindRuns(folder, List.of(machine.profile("admin")), machine.access(null));
    }

    @BeforeAll
    final void begin() throws Exception {
        machine = make();
    }

    @BeforeEach
    final void open() throws Exception {
        task = Task.unwatched();
        runs = connect();
    }

    @AfterEach
    final void disconnect() {
        runs.close();
    }

    @AfterAll
    final void wipe() {
        machine.close();
    }
}
