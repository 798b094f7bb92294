package org.campanile.ui.topology.editor;

import java.nio.file.Path;

import org.eclipse.core.runtime.IPath;
import org.eclipse.core.runtime.PlatformObject;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IPathEditorInput;
import org.eclipse.ui.IPersistableElement;

/** An environment's file as input of the editor; it is opened again at the next start. A value. */
public final class EnvironmentInput extends PlatformObject implements IPathEditorInput, IPersistableElement {

    static final String PATH = "path";

    private final Path file;

    /** The input of a file. */
    public EnvironmentInput(Path file) {
        this.file = file.toAbsolutePath().normalize();
    }

    /** The file. */
    public Path file() {
        return file;
    }

    @Override
    public boolean exists() {
        return true; // asking the disk is the reader's job, which tells what is wrong
    }

    @Override
    public ImageDescriptor getImageDescriptor() {
        return null;
    }

    @Override
    public String getName() {
        String name = file.getFileName().toString();
        return name.endsWith(".yaml") ? name.substring(0, name.length() - 5) : name;
    }

    @Override
    public IPersistableElement getPersistable() {
        return this;
    }

    @Override
    public String getToolTipText() {
        return file.toString();
    }

    @Override
    public IPath getPath() {
        return IPath.fromPath(file);
    }

    @Override
    public void saveState(IMemento memento) {
        memento.putString(PATH, file.toString());
    }

    @Override
    public String getFactoryId() {
        return EnvironmentInputFactory.ID;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EnvironmentInput input && input.file.equals(file);
    }

    @Override
    public int hashCode() {
        return file.hashCode();
    }
}
