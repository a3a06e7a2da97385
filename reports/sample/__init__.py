"""The sample commune: its people, petitions and a conference in every stage, told through the real services."""
