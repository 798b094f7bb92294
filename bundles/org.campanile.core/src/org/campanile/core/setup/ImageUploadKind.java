package org.campanile.core.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.setup.image.DiskImages;
import org.campanile.core.step.Step;
import org.campanile.core.task.FailureException;

/** {@code image.upload}: a file of this machine as an image in Glance, its checksum compared, and Murano's mark on it. */
final class ImageUploadKind implements StepKind {

    private static final String AUTO = "auto";

    @Override
    public String id() {
        return "image.upload";
    }

    @Override
    public String summary() {
        return "Uploads an image file of this machine to Glance, compares its checksum, and marks it for Murano (murano_image_info).";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required("file", ValueType.FILE, "The image file on this machine."),
                KindParameter.required("name", ValueType.TEXT, "Name of the image in Glance."),
                new KindParameter("disk-format", ValueType.CHOICE, false, AUTO, "Format of the file; auto for what its ending or else its content says.",
                        formats()),
                new KindParameter("visibility", ValueType.CHOICE, false, "private", "Who may see the image.", ImageFile.VISIBILITIES),
                KindParameter.optional("type", ValueType.TEXT, "", "Type in Murano's mark, such as windows.2022; without one the image is not marked."),
                KindParameter.optional("title", ValueType.TEXT, "", "Title in Murano's mark, which forms show."));
    }

    @Override
    public List<? extends Step> create(StepSpec spec, Ground ground) {
        Values with = spec.with();
        Path file = with.file("file").orElse(Path.of(""));
        ImageFile image = new ImageFile(file, with.text("name"), format(with.text("disk-format"), file), with.text("visibility"),
                with.has("type") ? new ImageInfo(with.text("type"), with.text("title")) : ImageInfo.NONE);
        FileDigests digests = ground.facts().shared("this machine/checksums", FileDigests.class, FileDigests::new);
        return ImageSteps.of(spec.id(), new ImageSetup(ground.session(), image, digests), size(file));
    }

    private static List<String> formats() {
        List<String> formats = new ArrayList<>(List.of(AUTO));
        formats.addAll(ImageFile.DISK_FORMATS);
        return formats;
    }

    /** What the file's ending says it is, or else what it is; a file that cannot be read is told by who uploads it. */
    private static String format(String wanted, Path file) {
        if (!wanted.equals(AUTO)) {
            return wanted;
        }
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        for (String known : List.of("qcow2", "raw", "vhd", "vhdx", "vmdk", "vdi", "iso")) {
            if (name.endsWith("." + known)) {
                return known;
            }
        }
        try {
            return DiskImages.read(file).format();
        } catch (FailureException unreadable) {
            return "raw";
        }
    }

    /** For the expected time alone; a file that is not there is told before a run begins. */
    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
