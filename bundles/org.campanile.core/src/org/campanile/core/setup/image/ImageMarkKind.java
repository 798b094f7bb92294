package org.campanile.core.setup.image;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.openstack.Image;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.KindParameter;
import org.campanile.core.recipe.SpecStep;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.ValueProblem;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.recipe.Values;
import org.campanile.core.remote.Command;
import org.campanile.core.step.Made;
import org.campanile.core.step.Probe;
import org.campanile.core.step.Step;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** {@code image.mark}: Murano's mark on an image that is in Glance already; its other properties and the mark's other keys stay. */
final class ImageMarkKind implements StepKind {

    private static final String MARK = "mark";

    @Override
    public String id() {
        return "image.mark";
    }

    @Override
    public String summary() {
        return "Marks an image that is in Glance already for Murano (murano_image_info); everything else of it stays.";
    }

    @Override
    public List<KindParameter> parameters() {
        return List.of(KindParameter.required("image", ValueType.TEXT, "Name or id of the image."),
                KindParameter.required("type", ValueType.TEXT, "Type in Murano's mark, such as windows.2022."),
                KindParameter.required("title", ValueType.TEXT, "Title in Murano's mark, which forms show."));
    }

    @Override
    public List<ValueProblem> problems(Values with) {
        return ImageMark.of(with.text("type"), with.text("title")).problem().map(p -> List.of(new ValueProblem("", p))).orElse(List.of());
    }

    @Override
    public List<? extends Step> create(StepSpec spec, Ground ground) {
        Values with = spec.with();
        String name = with.text("image");
        ImageMark wanted = ImageMark.of(with.text("type"), with.text("title"));
        return List.of(new SpecStep(spec, "Mark image " + name + " for Murano", "Its property " + ImageMark.PROPERTY + " says type " + wanted.type()
                + " and title " + wanted.title() + "; other keys and properties stay.", List.of("openstack image set --property " + ImageMark.PROPERTY + "="
                        + Command.quote(wanted.json()) + " " + Command.quote(name)), Duration.ofMillis(500)) {

            private ImageMarks marks(Task task) throws FailureException {
                return new ImageMarks(ground.session().cloud(task).images());
            }

            @Override
            public Probe probe(Task task) throws FailureException {
                Optional<ImageMark> mark = ImageMarks.mark(marks(task).one(name, task));
                if (mark.isPresent() && mark.get().type().equals(wanted.type()) && mark.get().title().equals(wanted.title())) {
                    return Probe.done("The image is marked " + mark.get().json() + ".");
                }
                return mark.map(m -> Probe.change("The image is marked " + m.json() + ".")).orElseGet(() -> Probe.make("The image has no mark."));
            }

            @Override
            public void apply(Task task, StepLog log) throws FailureException {
                Image image = marks(task).one(name, task);
                Optional<ImageMark> former = ImageMarks.mark(image);
                if (log.earlier().isEmpty()) {
                    log.intend(new Made(MARK, image.id(), former.map(ImageMark::json).orElse("")));
                }
                marks(task).mark(image.id(), former.filter(m -> m.problem().isEmpty()).orElse(wanted).with(wanted.type(), wanted.title()), task);
            }

            @Override
            public boolean undoable() {
                return true;
            }

            @Override
            public void undo(Task task, List<Made> made) throws FailureException {
                ImageMarks marks = marks(task);
                for (Made m : made) {
                    if (ground.session().cloud(task).images().find(m.id(), task).isEmpty()) {
                        continue;
                    }
                    if (m.detail().isEmpty()) {
                        marks.unmark(m.id(), task);
                    } else {
                        ground.session().cloud(task).images().update(m.id(), Map.of(ImageMark.PROPERTY, m.detail()), Set.of(), task);
                    }
                }
            }
        });
    }
}
