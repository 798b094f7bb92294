/** The view "Logs": logs of several hosts merged by time. */
package org.campanile.ui.setup.logs;
