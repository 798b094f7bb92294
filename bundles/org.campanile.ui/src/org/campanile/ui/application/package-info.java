/** The application: start, workspace lock, window, About. */
package org.campanile.ui.application;
