package org.campanile.core.setup;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.campanile.core.setup.image.DiskImage;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** The steps of the image: the upload, verified by checksum, and Murano's mark. */
final class ImageSteps {

    /** What a lab's Glance takes as a rule; only for the expected time. */
    private static final long BYTES_A_SECOND = 100L << 20;

    private ImageSteps() {
    }

    /** The steps of an entry of that id. */
    static List<SetupStep> of(String id, ImageSetup setup, long size) {
        boolean marked = !setup.request().info().type().isBlank();
        return marked ? List.of(upload(id, setup, size), mark(id, setup)) : List.of(upload(id, setup, size));
    }

    private static SetupStep upload(String id, ImageSetup setup, long size) {
        ImageFile wanted = setup.request();
        String file = wanted.file().toString();
        return new SetupStep(setup.session(), id + ".upload", "Upload image " + wanted.name(), file + " is uploaded to Glance as " + wanted.name() + ", "
                + wanted.diskFormat() + ", " + wanted.visibility() + "; its checksum is compared afterwards.", List.of(),
                List.of("openstack image create --disk-format " + wanted.diskFormat() + " --container-format bare --" + wanted.visibility()
                        + " --file " + SetupStep.quote(file) + " "
                        + SetupStep.quote(wanted.name())), Duration.ofSeconds(1 + size / BYTES_A_SECOND)) {
            @Override
            public String doneWhen() {
                return "openstack image list --long -f value -c Checksum --name " + SetupStep.quote(wanted.name()) + " | grep -qxF \"$(md5sum < " + SetupStep.quote(file) + " | cut -d ' ' -f 1)\"";
            }

            @Override
            public Probe probe(Task task) throws FailureException {
                DiskImage disk = setup.disk();
                disk.notes().forEach(task::line);
                return setup.uploaded(task).map(i -> Probe.done("Image " + i.id() + " (" + i.visibility() + ", " + i.diskFormat() + ") has the bytes of the file."))
                        .orElseGet(() -> Probe.make("No image " + wanted.name() + " has the bytes of the file; min_disk becomes "
                                + disk.minDisk() + " GiB. " + String.join(" ", disk.notes())));
            }

            @Override
            public Duration limit() {
                // Long files on slow lines are no failure; a line that stands still is noticed by the upload itself.
                return Duration.ofHours(12);
            }

            @Override
            public void apply(Task task, StepLog log) throws FailureException {
                ImageSetup.deleteUploads(setup.session(), tokens(log.earlier()), false, task);
                String token = UUID.randomUUID().toString();
                log.intend(new Made(TakeBack.UPLOAD, token, wanted.name()));
                log.made(new Made(TakeBack.IMAGE, setup.upload(token, task), wanted.name()));
            }
        };
    }

    private static List<String> tokens(List<Made> made) {
        return made.stream().filter(m -> m.kind().equals(TakeBack.UPLOAD)).map(Made::id).toList();
    }

    private static SetupStep mark(String id, ImageSetup setup) {
        ImageFile wanted = setup.request();
        return new SetupStep(setup.session(), id + ".mark", "Mark image " + wanted.name() + " for Murano", "Its property " + ImageInfo.PROPERTY + " becomes "
                + wanted.info().json() + "; other properties stay.", List.of(id + ".upload"),
                List.of("openstack image set --property murano_image_info=" + SetupStep.quote(wanted.info().json()) + " "
                        + SetupStep.quote(wanted.name())), Duration.ofMillis(500)) {
            @Override
            public String doneWhen() {
                return "openstack image show -f value -c properties " + SetupStep.quote(wanted.name()) + " 2>/dev/null | grep -qF " + SetupStep.quote(wanted.info().json());
            }

            @Override
            public Probe probe(Task task) throws FailureException {
                if (setup.uploaded(task).isEmpty()) {
                    return Probe.make("The image is not there yet.");
                }
                return setup.markLacks(task).map(Probe::change).orElseGet(() -> Probe.done("The image is marked " + wanted.info().json() + "."));
            }

            @Override
            public void apply(Task task, StepLog log) throws FailureException {
                String[] former = setup.mark(task, log.earlier().isEmpty() ? m -> log.intend(new Made(TakeBack.MARK, m[0], m[1])) : m -> { });
                log.line("Marked image " + former[0] + ".");
            }
        };
    }
}
