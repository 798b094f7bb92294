/**
 * What every part of the window shares: services, images, theme colours, jobs, failures in place, tables, empty states, ages. A part takes
 * {@link org.campanile.ui.Services} in its {@code init} or {@code createPartControl} by {@code Services.of(site)} and hands it on.
 */
package org.campanile.ui;
