/** The wizard that sets a lab up: what, how, the plan, the run, what was proven. */
package org.campanile.ui.setup.wizard;
