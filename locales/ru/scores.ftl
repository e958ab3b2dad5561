## scores
