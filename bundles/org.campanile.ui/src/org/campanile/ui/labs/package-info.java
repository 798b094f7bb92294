/** The Labs explorer. */
package org.campanile.ui.labs;
