/** The Checks view: findings of any engine run. */
package org.campanile.ui.checks;
