"""Problems (反映的问题): reported from where they happened, answered by whoever is in charge; questions and answers."""
