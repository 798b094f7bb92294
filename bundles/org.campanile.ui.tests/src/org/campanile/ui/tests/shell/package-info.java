/** The shell through its real window: labs, checks, secrets, guard, keys, themes, layout. */
package org.campanile.ui.tests.shell;
