package org.campanile.core.setup.imagebuilder;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.Values;
import org.campanile.core.setup.onhost.HostStep;
import org.campanile.core.setup.onhost.Job;
import org.campanile.core.setup.onhost.Jobs;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * What image-builder shall build and where. A value beside its ground.
 *
 * @param makefiles folder of the cloned Makefile
 * @param folder image-builder's root, which {@code make build-root} makes
 * @param image target of the Makefile
 * @param limit after which a build is ended
 * @param download where the result goes on this machine, if it shall
 */
record BuildRequest(Ground ground, String host, String makefiles, String folder, String image, Duration limit, Optional<Path> download) {

    static BuildRequest of(Values with, Ground ground, String clone) throws FailureException {
        String sub = with.text("subfolder");
        if (!sub.matches("([A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*)?") || ("/" + sub + "/").contains("/../")) {
            throw bad("subfolder", "\"" + sub + "\" is no folder of the repository.", "Give a path relative to the repository, or nothing.");
        }
        String folder = with.text("folder").replaceFirst("(?<=.)/+$", "");
        if (!folder.matches("(/[A-Za-z0-9._-]+){2,}") || (folder + "/").contains("/../")) {
            throw bad("folder", "\"" + folder + "\" cannot be image-builder's root: make does not take such names.", "Give a path of letters, digits, dots and hyphens, such as /opt/image-builder.");
        }
        String image = with.text("image");
        if (!image.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw bad("image", "\"" + image + "\" is no target of a Makefile.", "Give one such as ws-2012-std.");
        }
        long minutes = with.number("limit-minutes");
        if (minutes < 1 || minutes > 2880) {
            throw bad("limit-minutes", "A build takes between 1 minute and 2 days.", "Give a number from 1 to 2880.");
        }
        return new BuildRequest(ground, with.host("host"), sub.isEmpty() ? clone : clone + "/" + sub, folder, image, Duration.ofMinutes(minutes), with.file("download-to"));
    }

    static FailureException bad(String parameter, String meaning, String next) {
        return new FailureException(new Failure(Failure.Kind.BAD_INPUT, "planning image-builder", parameter, "", meaning, next));
    }

    /** Where the result lies on the host. */
    String result() {
        return folder + "/share/images/" + image + ".qcow2";
    }

    Job job() {
        return new Job("image-" + image, "make " + image, folder, "", folder + " " + image);
    }

    Jobs jobs() {
        return new Jobs(task -> HostStep.on(ground, host, task));
    }
}
