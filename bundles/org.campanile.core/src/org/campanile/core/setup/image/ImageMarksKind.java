package org.campanile.core.setup.image;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.campanile.core.check.Check;
import org.campanile.core.check.Finding;
import org.campanile.core.check.Fix;
import org.campanile.core.check.Severity;
import org.campanile.core.recipe.CheckKind;
import org.campanile.core.recipe.CheckSpec;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** {@code image.marks}: the marks of all images: unreadable ones, hidden types, equal titles, and images that an interrupted upload has left. */
final class ImageMarksKind implements CheckKind {

    @Override
    public String id() {
        return "image.marks";
    }

    @Override
    public String summary() {
        return "Reads Murano's marks on all images, and finds what interrupted uploads have left.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of();
    }

    @Override
    public List<Check> create(CheckSpec spec, Ground ground) {
        return List.of(new Check() {
            @Override
            public String id() {
                return spec.id();
            }

            @Override
            public String title() {
                return spec.titleOr("Images marked for Murano");
            }

            @Override
            public String group() {
                return spec.group();
            }

            @Override
            public Duration limit() {
                return Duration.ofSeconds(30);
            }

            @Override
            public List<Finding> run(Task task) throws FailureException {
                return findings(new ImageMarks(ground.session().cloud(task).images()).rows(task));
            }
        });
    }

    static List<Finding> findings(List<ImageMarks.Row> rows) {
        List<Finding> found = new ArrayList<>();
        for (ImageMarks.Row row : rows) {
            String subject = "Image " + row.image().name();
            row.problem().ifPresent(p -> found.add(Finding.of(Severity.WARNING, subject, row.mark().map(ImageMark::json).orElse("")).withCause(p)
                    .withImpact("A Murano dashboard shows an error on every form that lists images.")
                    .withFix("Correct or remove the property " + ImageMark.PROPERTY + ".")
                    .withStep(new Fix("image.unmark", "Remove the mark of " + row.image().name(),
                            "openstack image unset --property " + ImageMark.PROPERTY + " " + row.image().id()))));
            row.hints().forEach(h -> found.add(Finding.of(Severity.WARNING, subject, h)));
        }
        long marked = rows.stream().filter(r -> r.mark().isPresent()).count();
        if (marked == 0) {
            found.add(Finding.of(Severity.WARNING, "Images", "None of " + rows.size() + " images is marked for Murano.")
                    .withImpact("The forms of services offer no image.").withFix("Upload a Windows image, or mark one that is there."));
        } else if (found.isEmpty()) {
            found.add(Finding.ok("Images", marked + " of " + rows.size() + " images are marked for Murano."));
        }
        return found;
    }
}
