package org.campanile.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.LabSession;
import org.campanile.core.openstack.Image;
import org.campanile.core.setup.ImageInfo;
import org.campanile.core.setup.RecipeRequest;
import org.campanile.core.setup.RecipeSetup;
import org.campanile.core.setup.RecordedRun;
import org.campanile.core.setup.SetupBooks;
import org.campanile.core.setup.image.DiskImage;
import org.campanile.core.setup.image.DiskImages;
import org.campanile.core.setup.image.ImageMark;
import org.campanile.core.setup.image.ImageMarks;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.RunControl;
import org.campanile.core.step.RunResult;
import org.campanile.core.task.FailureException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code campanile image}: images of Glance and Murano's marks on them. */
@Command(name = "image", description = "List images with Murano's marks, upload them, mark and unmark them.", subcommands = { ImageCommands.Listing.class,
        ImageCommands.Inspect.class, ImageCommands.Upload.class, ImageCommands.Mark.class, ImageCommands.Unmark.class })
final class ImageCommands extends GroupCommand {

    /** {@code image list}. */
    @Command(name = "list", description = "All images with their marks; exit code 1 when one has a mark that Murano cannot read.")
    static final class Listing extends CliCommand {
        @Mixin
        LabOptions lab;

        @Option(names = "--marked", description = "Only those with a mark.")
        boolean marked;

        @Override
        int run() throws FailureException {
            List<ImageMarks.Row> rows = new ImageMarks(lab.open(this, false).cloud(cli.task()).images()).rows(cli.task());
            Rows table = Rows.of("id", "name", "status", "disk_format", "size", "min_disk", "type", "title", "remark");
            rows.stream().filter(r -> !marked || r.mark().isPresent()).forEach(r -> table.add(r.image().id(), r.image().name(), r.image().status(),
                    r.image().diskFormat(), Math.max(0, r.image().size()), r.image().minDisk(), r.mark().map(ImageMark::type).orElse(""),
                    r.mark().map(ImageMark::title).orElse(""), r.problem().orElse(String.join(" ", r.hints()))));
            output().rows(table);
            return rows.stream().anyMatch(r -> r.problem().isPresent()) ? BAD : GOOD;
        }
    }

    /** {@code image inspect}. */
    @Command(name = "inspect", description = "What a file of this machine is: format, size of the disk, the min_disk it needs.")
    static final class Inspect extends CliCommand {
        @Parameters(paramLabel = "FILE", description = "The file with the image's bytes.")
        Path file;

        @Override
        int run() throws FailureException {
            DiskImage disk = DiskImages.read(file);
            Rows table = Rows.of("file", "format", "file_bytes", "virtual_bytes", "min_disk", "notes");
            table.add(file.toString(), disk.format(), disk.fileBytes(), disk.virtualBytes(), disk.minDisk(), String.join(" ", disk.notes()));
            output().rows(table);
            return GOOD;
        }
    }

    /** {@code image upload}. */
    @Command(name = "upload", description = "Upload a file; one whose bytes are there already is not uploaded twice, and what an interrupted upload has left "
            + "is removed.")
    static final class Upload extends CliCommand {
        @Mixin
        LabOptions lab;
        @Mixin
        ActOptions act;

        @Parameters(paramLabel = "FILE", description = "The file with the image's bytes.")
        Path file;

        @Option(names = "--name", paramLabel = "NAME", description = "Name in Glance (default: the file's name).")
        String name;

        @Option(names = "--disk-format", paramLabel = "FORMAT", description = "Disk format (default: by the file's ending, else by its contents).")
        String diskFormat;

        @Option(names = "--visibility", paramLabel = "VISIBILITY", defaultValue = "private", description = "public, private, shared or community (default: ${DEFAULT-VALUE}).")
        String visibility;

        @Option(names = "--type", paramLabel = "TYPE", description = "Type in Murano's mark, such as windows.2022; without it the image is not marked.")
        String type;

        @Option(names = "--title", paramLabel = "TITLE", description = "Title in Murano's mark (default: the image's name).")
        String title;

        @Override
        int run() throws FailureException {
            if (title != null && type == null) {
                throw usage("--title needs --type.");
            }
            if (file.getFileName() == null) {
                throw usage("FILE is the file of an image, not " + file + ".");
            }
            String stem = file.getFileName().toString().replaceFirst("\\.[A-Za-z0-9]+$", "");
            String called = name == null ? stem : name;
            ImageInfo info = type == null ? ImageInfo.NONE : new ImageInfo(type, title == null ? called : title);
            info.hiddenBecause().ifPresent(cli::tell);
            LabSession session = lab.open(this, act.yes);
            SetupBooks books = SetupCommands.books(cli);
            Map<String, String> answers = Map.of("image-file", file.toAbsolutePath().toString(), "image-name", called, "image-disk-format",
                    diskFormat == null ? "auto" : diskFormat, "image-visibility", visibility, "image-type", info.type(), "image-title", info.title());
            RecipeSetup job = new RecipeSetup(session, RecipeRequest.of(books.imageUpload(), answers), session.secrets(), books,
                    new GuardCheck(session.questions()));
            PlanReport plan = job.preview(cli.task());
            cli.progress().clear();
            if (format == Format.table) {
                output().text(plan.text().lines().map(Output::clean).collect(Collectors.joining("\n")));
            }
            if (plan.count(PlanReport.Verdict.BLOCKED) > 0) {
                plan.rows().forEach(r -> r.why().ifPresent(cli::tell));
                return BAD;
            }
            if (act.dryRun) {
                return GOOD;
            }
            double seconds = 0;
            if (!plan.nothingToDo()) {
                agree(session.questions(), "uploading an image", "Upload " + file.getFileName() + " to " + session.lab().name() + "?");
                long start = System.nanoTime();
                RunResult result = job.run(cli.task(), new RecordedRun(new RunPrinter(cli, plan.rows().stream()
                        .collect(Collectors.toMap(PlanReport.Row::step, PlanReport.Row::title))), session.lab(), cli.audit(), Clock.systemUTC()), RunControl.ending()).result();
                seconds = (System.nanoTime() - start) / 1e9;
                cli.progress().clear();
                result.failures().forEach(cli::tell);
                if (!result.ok()) {
                    return BAD;
                }
            }
            tellImage(session, called, seconds);
            return GOOD;
        }

        private void tellImage(LabSession session, String called, double seconds) throws FailureException {
            long size = file.toFile().length();
            Rows table = Rows.of("id", "name", "status", "size", "min_disk", "hash", "seconds");
            session.cloud(cli.task()).images().named(called, cli.task()).stream().filter(i -> i.size() == size).forEach(i -> table.add(i.id(), i.name(),
                    i.status(), i.size(), i.minDisk(), i.hashAlgorithm() + ":" + i.hashValue(), String.format(Locale.ROOT, "%.2f", seconds)));
            output().rows(table);
        }
    }

    /** What commands that change a mark have in common. */
    abstract static class OnMark extends CliCommand {
        @Mixin
        LabOptions lab;
        @Mixin
        ActOptions act;

        @Parameters(paramLabel = "IMAGE", description = "Id or name.")
        String which;

        /** Shows what becomes of the mark, asks, does it, and writes it into the audit log. */
        int change(LabSession session, ImageMarks marks, Image image, Optional<ImageMark> wanted) throws FailureException {
            String before = ImageMarks.mark(image).map(ImageMark::json).orElse("");
            String after = wanted.map(ImageMark::json).orElse("");
            Rows table = Rows.of("id", "name", "before", "after");
            table.add(image.id(), image.name(), before, after);
            if (!act.dryRun && !before.equals(after)) {
                String change = (after.isEmpty() ? "Removes the mark of image " : "Marks image ") + image.name() + (after.isEmpty() ? "" : " " + after) + ".";
                new GuardCheck(session.questions()).allow(session.lab(), change);
                agree(session.questions(), "changing the mark of an image", change.replaceFirst("\\.$", "?"));
                if (after.isEmpty()) {
                    marks.unmark(image.id(), cli.task());
                } else {
                    marks.mark(image.id(), wanted.orElseThrow(), cli.task());
                }
                cli.audit().append(session.lab().name(), change, List.of(after.isEmpty()
                        ? "openstack image unset --property " + ImageMark.PROPERTY + " " + image.id()
                        : "openstack image set --property " + ImageMark.PROPERTY + "='" + after + "' " + image.id()), "done");
            }
            output().rows(table);
            return GOOD;
        }
    }

    /** {@code image mark}. */
    @Command(name = "mark", description = "Give an image Murano's mark, or change it; its other properties and the mark's other keys stay.")
    static final class Mark extends OnMark {
        @Option(names = "--type", paramLabel = "TYPE", description = "Such as windows.2022.")
        String type;

        @Option(names = "--title", paramLabel = "TITLE", description = "What forms show.")
        String title;

        @Option(names = "--json", paramLabel = "JSON", description = "The whole mark instead: a JSON object with type and title.")
        String json;

        @Override
        int run() throws FailureException {
            if ((json == null) == (type == null && title == null)) {
                throw usage("Give --type and --title, or --json.");
            }
            LabSession session = lab.open(this, act.yes);
            ImageMarks marks = new ImageMarks(session.cloud(cli.task()).images());
            Image image = marks.one(which, cli.task());
            ImageMark former = ImageMarks.mark(image).filter(m -> m.problem().isEmpty()).orElse(new ImageMark("{}"));
            ImageMark wanted = json != null ? new ImageMark(json)
                    : former.with(type == null ? former.type() : type, title == null ? former.title().isEmpty() ? image.name() : former.title() : title);
            wanted.require();
            ImageMark.hidden(wanted.type()).ifPresent(cli::tell);
            return change(session, marks, image, Optional.of(wanted));
        }
    }

    /** {@code image unmark}. */
    @Command(name = "unmark", description = "Take Murano's mark off an image; its other properties stay.")
    static final class Unmark extends OnMark {
        @Override
        int run() throws FailureException {
            LabSession session = lab.open(this, act.yes);
            ImageMarks marks = new ImageMarks(session.cloud(cli.task()).images());
            return change(session, marks, marks.one(which, cli.task()), Optional.empty());
        }
    }
}
