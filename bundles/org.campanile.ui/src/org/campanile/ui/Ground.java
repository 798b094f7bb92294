package org.campanile.ui;

import org.campanile.core.lab.Home;
import org.campanile.core.lab.LabStore;
import org.eclipse.swt.widgets.Display;

/**
 * What the services of the window stand on. The application registers it once the user's folders and list of labs could be opened, so that
 * their failure reaches the user as a message; the components of the shell, which all ask for it, live as long as it is registered.
 *
 * @param display the display of the window; its thread is the UI thread
 * @param home folders of the user's files
 * @param labs the labs the user keeps
 */
public record Ground(Display display, Home home, LabStore labs) {
}
