CREATE DATABASE prefect OWNER chunxun;
