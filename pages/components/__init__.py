"""The parts that pages are made of; the only other Streamlit code."""
