/** Page objects: one per view and wizard, in the words of the people who use them. */
package org.campanile.ui.tests.pages;
