package org.campanile.core.setup.image;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.openstack.Image;
import org.campanile.core.openstack.Images;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * The marks on a cloud's images: listed, set, removed. Only the one property is touched, by JSON patch; the 0.2 dashboard's own removal rewrites the
 * image without any property (Murano protocol document, section 7). Blocks; worker threads.
 */
public final class ImageMarks {

    /** Property that marks an image as uploaded by one run of ours. */
    public static final String UPLOAD = "campanile_upload";

    private final Images images;

    /** The marks of these images. */
    public ImageMarks(Images images) {
        this.images = Objects.requireNonNull(images);
    }

    /**
     * An image and its mark.
     *
     * @param problem why Murano cannot read the mark; empty when it can, or there is none
     * @param hints what is worth knowing, sentences
     */
    public record Row(Image image, Optional<ImageMark> mark, Optional<String> problem, List<String> hints) {
        public Row {
            hints = List.copyOf(hints);
        }
    }

    /** All images, those with a mark first, then by name. */
    public List<Row> rows(Task task) throws FailureException {
        List<Image> all = images.list(task);
        List<Image> marked = all.stream().filter(i -> mark(i).isPresent()).toList();
        List<Row> rows = new ArrayList<>();
        for (Image image : all) {
            Optional<ImageMark> mark = mark(image);
            List<ImageMark> others = mark.isEmpty() ? List.of() : marked.stream().filter(i -> !i.id().equals(image.id())).map(ImageMarks::mark).flatMap(Optional::stream).toList();
            Optional<String> problem = mark.flatMap(ImageMark::problem);
            List<String> hints = new ArrayList<>(problem.isPresent() ? List.of() : mark.map(m -> m.hints(others)).orElse(List.of()));
            half(image).ifPresent(hints::add);
            rows.add(new Row(image, mark, problem, hints));
        }
        rows.sort(Comparator.comparing((Row r) -> r.mark().isEmpty()).thenComparing(r -> r.image().name()).thenComparing(r -> r.image().id()));
        return List.copyOf(rows);
    }

    /** The mark of an image. */
    public static Optional<ImageMark> mark(Image image) {
        return Optional.ofNullable(image.properties().get(ImageMark.PROPERTY)).map(ImageMark::new);
    }

    /** What is to be said of an image that one of our uploads has left without data. */
    static Optional<String> half(Image image) {
        boolean open = Set.of("queued", "saving", "killed").contains(image.status());
        return open && image.properties().containsKey(UPLOAD)
                ? Optional.of("An upload was interrupted and has left no data (" + image.status() + "). Run it again or undo it; both remove this image.")
                : Optional.empty();
    }

    /** The one image of that id or name; not found, or a conflict when several have the name. */
    public Image one(String idOrName, Task task) throws FailureException {
        if (idOrName.matches("[0-9a-fA-F-]{32,36}")) {
            Optional<Image> byId = images.find(idOrName, task);
            if (byId.isPresent()) {
                return byId.get();
            }
        }
        List<Image> named = images.named(idOrName, task);
        if (named.size() == 1) {
            return named.getFirst();
        }
        throw new FailureException(new Failure(named.isEmpty() ? Failure.Kind.NOT_FOUND : Failure.Kind.CONFLICT, "choosing the image", idOrName,
                String.join(", ", named.stream().map(Image::id).toList()),
                named.isEmpty() ? "There is no image of this name or id." : "Several images have this name.",
                named.isEmpty() ? "campanile image list shows those there are." : "Give the id of the one that is meant."));
    }

    /** Gives an image this mark, replacing the one it had; everything else of it stays. */
    public Image mark(String id, ImageMark mark, Task task) throws FailureException {
        return images.update(id, Map.of(ImageMark.PROPERTY, mark.require().json()), Set.of(), task);
    }

    /** Takes the mark away; everything else stays. Nothing happens to an image without one. */
    public Image unmark(String id, Task task) throws FailureException {
        return images.update(id, Map.of(), Set.of(ImageMark.PROPERTY), task);
    }
}
